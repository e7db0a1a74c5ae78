import type { World } from "../directories/harness/world";

/** The settings of a stack that uses a world. */
export function configOf({ directory, emulator }: World, overrides: Readonly<Record<string, string>> = {}): ReadonlyMap<string, string> {
  const settings = {
    target: "emulator",
    [`${directory.name}Endpoint`]: emulator.endpoint,
    accessKeyId: emulator.accessKeyId,
    accessKeySecret: emulator.accessKeySecret,
    instanceId: emulator.eiam.instanceId,
    projectId: emulator.workspace.projectId,
    ...overrides,
  };
  return new Map(Object.entries(settings).map(([key, value]) => [`rollcall:${key}`, value]));
}
