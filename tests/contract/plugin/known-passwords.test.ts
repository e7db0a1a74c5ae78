import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GENERATE } from "../../../provider/model/initial-password";
import type { Fields } from "../../../provider/model/values";
import { pluginStack } from "./exported-stack";
import { freshPluginWorld, type Resource } from "./plugin-world";

const world = freshPluginWorld();
const folder = mkdtempSync(join(tmpdir(), "rollcall-known-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const person = { password: GENERATE, ownerType: "CreateFromManager", email: "a@example.com" };

/** Resources whose accounts have a password that Rollcall makes, and where the emulator shows its digest. */
const CASES: readonly { readonly it: Resource; readonly declared: Fields; readonly directory: string; readonly hash: string }[] = [
  { it: { type: "eds:User", name: "alice" }, declared: { endUserId: "alice", ...person }, directory: "eds", hash: "PasswordHash" },
  { it: { type: "eds:UserSet", name: "crew" }, declared: { users: { alice: person } }, directory: "eds", hash: "PasswordHash" },
  {
    it: { type: "cloudidentity:User", name: "alice" },
    declared: { userName: "alice", password: GENERATE },
    directory: "cloudidentity",
    hash: "password",
  },
];

test.each(CASES.flatMap((one) => [true, false].map((isInState) => ({ ...one, isInState, type: one.it.type }))))(
  "an account of $type that is made anew in the run after its creation keeps its password if the state has it ($isInState)",
  async ({ it, declared, directory, hash, isInState }) => {
    const diary = join(folder, `${it.type.replace(":", "-")}-${String(isInState)}.jsonl`);
    const run = async () => {
      const process = await world().process({ diary });
      const { inputs, failures } = await process.check(it, declared);
      expect(failures).toEqual([]);
      return { ...it, inputs, ...(await process.create(it, inputs)) };
    };
    const stored = async (): Promise<unknown> => (await world().stored(directory))[0]?.[hash];
    const { properties: outputs, ...made } = await run();
    const before = await stored();
    expect(before).toBeDefined();
    if (isInState) world().exported = pluginStack(world().settings(), [{ ...made, outputs }]);
    await run();
    expect((await stored()) === before).toBe(isInState);
  },
);
