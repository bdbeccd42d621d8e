export { moduleAddress } from "./module-address";
export { Direction, movedBlocks } from "./moved-blocks";
export { moduleArguments, rootModule } from "./root-module";
export { snakeCase } from "./snake-case";
