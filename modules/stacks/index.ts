export { synthesize, type SynthesisOptions, type WrittenStack } from "./app";
export { KeeperPamStack } from "./keeper-pam-stack";
export { Language } from "./language";
export { withSynthesizedStack } from "./temporary-synthesis";
export { withStack } from "./unwritten-stack";
