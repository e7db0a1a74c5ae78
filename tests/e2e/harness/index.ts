export { findCanaries, findCanariesBelow, type CanaryFinding } from "./canaries";
export { cloudidentityConsole, edsConsole } from "./console";
export { ExternalEmulator, type Drift, type EmulatorLine, type EmulatorOptions } from "./emulator";
export { describeLanguage, hermeticEnvironment, repository } from "./environment";
export { descendants, killTree, startProcess, type RunningProcess, type RunResult } from "./process";
export { StartedPlugin } from "./plugin-process";
export { EngineProject, type ProjectOptions } from "./project";
export { nameOf, previewSteps, stateResources, stateUsers, type PreviewStep, type StateResource } from "./state";
