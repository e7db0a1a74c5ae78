export { findCanaries, findCanariesBelow } from "./canaries";
export { cloudidentityConsole, edsConsole } from "./console";
export { ExternalEmulator, type EmulatorLine } from "./emulator";
export { describeLanguage, hasLanguage, hermeticEnvironment, repository } from "./environment";
export { killTree, startProcess, type RunningProcess, type RunResult } from "./process";
export { StartedPlugin } from "./plugin-process";
export { EngineProject } from "./project";
export { nameOf, previewSteps, stateResources, stateUsers, type StateResource } from "./state";
