import { describePipelines, SYSTEMS } from "./pipelines/life";

describePipelines(SYSTEMS);
