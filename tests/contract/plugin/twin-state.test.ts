import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resourcesOf, withResources } from "../../../cli/convert/stack-export";
import type { Fields } from "../../../provider/model/values";
import { RunFolder } from "../../../provider/pulumi/plugin/run-folder";
import { SharedClaims } from "../../../provider/pulumi/plugin/shared-claims";
import { EACH_RESOURCE } from "./each-resource";
import { type Left, pluginStack } from "./exported-stack";
import { freshPluginWorld, type PluginProcess, type Resource } from "./plugin-world";

const world = freshPluginWorld();
let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "rollcall-run-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const TWIN = { urn: "urn:pulumi:test::people::pulumi:providers:rollcall::twin", type: "pulumi:providers:rollcall", id: "t-1" };
const SEALED = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:0:0" };

let runs = 0;

/** The processes of both provider resources in one run. */
async function run(): Promise<readonly [PluginProcess, PluginProcess]> {
  const engine = `127.0.0.1:${++runs}`;
  const start = (name: string) => world().process({}, {}, new SharedClaims("one", new RunFolder(engine, folder, name)));
  return [await start("first"), await start("twin")];
}

const end = (process: PluginProcess, { id, outputs, ...it }: Left) => process.delete(it, id, outputs);

/** A state in which a resource of each of two provider resources has the same account. */
async function both(type: string, one: Fields, first: Fields = {}, twin: Fields = {}): Promise<readonly [Left, Left]> {
  const left = async (it: Resource, options: Fields): Promise<Left> => {
    const process = await world().process();
    const { inputs } = await process.check(it, one);
    const { id, properties } = await process.create(it, inputs);
    return { ...it, id, inputs, outputs: properties, options };
  };
  const had = [
    await left({ type, name: "first" }, {}),
    await left({ type, name: "second" }, { provider: `${TWIN.urn}::${TWIN.id}` }),
  ] as const;
  const state = pluginStack({ ...world().settings(), ...first }, had);
  const account = { ...TWIN, custom: true, inputs: { ...world().settings(), ...twin } };
  world().exported = withResources(state, [account, ...resourcesOf(state)]);
  return had;
}

async function endings(): Promise<number> {
  return Object.keys(await world().calls()).filter((action) => /Remove|Delete|batch-delete/.test(action)).length;
}

describe.each(EACH_RESOURCE)("$type that resources of two providers of one account have", ({ type, one }) => {
  test("stays when a run ends one of them and leaves the other out, and goes with both", async () => {
    const had = await both(type, one, { accessKeySecret: SEALED }, { version: "2" });
    await end((await run())[0], had[0]);
    await end((await run())[1], had[1]);
    expect(await endings()).toBe(0);
    expect(world().lines.at(-1)?.message).toMatch(/stays, because another resource of the stack has it/);

    const destroy = await run();
    await Promise.all(destroy.map((process, index) => end(process, had[index === 0 ? 0 : 1])));
    expect(await endings()).toBe(1);
  });
});

test.each([
  ["another place", {}, { edsEndpoint: "https://eds.example.com" }],
  ["other keys", {}, { accessKeyId: "AKID8" }],
  ["keys that nobody can compare", { authToken: SEALED }, { authToken: SEALED }],
])("goes with the one where the other's provider has %s", async (_, first, twin) => {
  const had = await both("eds:User", { endUserId: "ann", email: "ann@example.com" }, first, twin);
  await end((await run())[0], had[0]);
  expect(await endings()).toBe(1);
});
