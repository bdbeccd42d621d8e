export { importableBlocks, type ImportableBlocks } from "./importable-blocks";
