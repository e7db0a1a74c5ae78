/** Versions of a state in which resources stand where Rollcall looks for them (pulumi sdk, apitype: DeploymentSchemaVersion). */
const READ = [3, 4];

/** What to do about another version. */
export const UPDATE = "Install the newest Rollcall, or export with the version of Pulumi that the project uses.";

/** Whether an exported state says a version of which nobody knows what stands where: reading nobody out of it would look like an empty stack. */
export function isOtherVersion(state: object): boolean {
  return "version" in state && !READ.some((version) => version === state.version);
}
