import { require as load } from "tsx/cjs/api";

/** Jest takes reporters as they stand, without a transformation. */
export default load("./named-tests.ts", import.meta.url).NamedTests;
