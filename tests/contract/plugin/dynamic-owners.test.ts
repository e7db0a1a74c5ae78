import { resourcesOf, withResources } from "../../../cli/convert/stack-export";
import type { Fields } from "../../../provider/model/values";
import { EACH_RESOURCE } from "./each-resource";
import { type Left, pluginStack } from "./exported-stack";
import { freshPluginWorld } from "./plugin-world";

const world = freshPluginWorld();

/** A state that has what the plugin made as a dynamic resource. */
async function dynamicState(type: string, one: Fields, change: (resource: Fields) => Fields = (same) => same): Promise<void> {
  const process = await world().process();
  const it = { type, name: "first" };
  const { inputs } = await process.check(it, one);
  const { id, properties } = await process.create(it, inputs);
  const left: Left = { ...it, id, inputs, outputs: properties };
  const state = pluginStack(world().settings(), [left]);
  const resources = resourcesOf(state).map((resource) =>
    resource.type !== `rollcall:${type}`
      ? resource
      : {
          ...resource,
          type: `pulumi-nodejs:dynamic/rollcall/${type}`,
          urn: `urn:pulumi:test::people::pulumi-nodejs:dynamic/rollcall/${type}::first`,
          ...change({ outputs: properties }),
        },
  );
  world().exported = withResources(state, resources);
}

/** A run that makes the same under another name. @returns why not */
async function again(type: string, one: Fields, preview: boolean): Promise<string> {
  const process = await world().process();
  const it = { type, name: "renamed" };
  const { inputs } = await process.check(it, one);
  return process.create(it, inputs, preview).then(() => "", String);
}

describe.each(EACH_RESOURCE)("$type that the state has as a dynamic resource", ({ type, one }) => {
  test("is refused under another name, in the preview too, with the alias that keeps it", async () => {
    await dynamicState(type, one);
    for (const preview of [true, false]) {
      const refusal = await again(type, one, preview);
      expect(refusal).toMatch(/the stack has this \w+ as the dynamic resource "first".*nothing was changed/);
      expect(refusal).toContain(`the alias "urn:pulumi:test::people::pulumi-nodejs:dynamic/rollcall/${type}::first"`);
    }
  });

  test.each([
    ["is only read", { external: true }],
    ["leaves its account", { retainOnDelete: true }],
  ])("is taken over where that one %s", async (_, options) => {
    await dynamicState(type, one, (resource) => ({ ...resource, ...options }));
    expect(await again(type, one, false)).toBe("");
  });
});

test("somebody of the name at another place is somebody else", async () => {
  const ann = { endUserId: "ann", email: "ann@example.com" };
  await dynamicState("eds:User", ann, ({ outputs }) => ({ outputs: { ...(outputs as Fields), __place: "elsewhere" } }));
  expect(await again("eds:User", ann, false)).toBe("");
});
