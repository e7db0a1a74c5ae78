import { directories } from "../../../provider/directories";
import type { DynamicProvider } from "../../../provider/pulumi/dynamic";
import type { Directory } from "../../../provider/model/kind";
import { samplePerson } from "../cli/sample-people";
import { freshWorld } from "../directories/harness/world";
import { outputs, type Properties, setProvider } from "./set-world";

const world = freshWorld(directories.eds);

const users = { alice: { email: "alice@example.com" }, bob: { email: "bob@example.com" } };

/** What may become of the texts of a set in a state that a tool, a hand or a later Rollcall has written. */
const damages: readonly (readonly [string, (state: Properties) => Properties, RegExp])[] = [
  ["is cut off", (state) => withAlice(state, '{"email":"Canary-ali'), /users\.alice is no JSON text: it is cut off or damaged/],
  ["holds no object", (state) => withAlice(state, "[]"), /users\.alice is JSON, but no object with a user's fields/],
  [
    "is of hundreds of megabytes",
    (state) => withAlice(state, `{"remark":"${"x".repeat(3_000_000)}"}`),
    /users\.alice has a text of 3000013 characters/,
  ],
  ["is of another version", (state) => ({ ...state, __form: 7 }), /was written in form 7, and this version of Rollcall reads form 1/],
  [
    "names one person twice",
    (state) => ({ ...state, users: { ["Inés".normalize("NFC")]: "{}", ["Inés".normalize("NFD")]: "{}" } }),
    /is there twice, in two Unicode forms of one name/,
  ],
];

function withAlice(state: Properties, text: string): Properties {
  const { users: texts } = state;
  return { ...state, users: { ...(typeof texts === "object" ? texts : {}), alice: text } };
}

type Operation = (provider: DynamicProvider, id: string, state: Properties, news: Properties) => Promise<unknown>;

const operations: readonly (readonly [string, Operation])[] = [
  ["preview", (provider, id, state, news) => provider.diff(id, state, news)],
  ["refresh", (provider, id, state) => provider.read(id, state)],
  ["update", (provider, id, state, news) => provider.update(id, state, news)],
  ["delete", (provider, id, state) => provider.delete(id, state)],
];

describe.each(damages)("a set in state that %s", (_what, damage, words) => {
  test.each(operations)("stops a %s with a clear error, and touches nobody", async (_operation, run) => {
    const { id, outs } = await (await setProvider(directories.eds, world())).create({ users });
    const before = await world().users();
    await world().forgetCalls();
    const provider = await setProvider(directories.eds, world());
    const news = { users: { alice: '{"email":"new@example.com"}' }, __form: 1 };
    const error: unknown = await run(provider, id, damage(outputs(outs)), news).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "ERR_STATE" });
    const text = String(error instanceof Error ? error.message : error).normalize("NFC");
    expect(text).toMatch(words);
    expect(text).toMatch(/Nothing was changed.*Remedy: (Restore|Install)/);
    expect(text).not.toMatch(/Canary|x{20}/);
    expect(await world().calls()).toEqual({});
    expect(await world().users()).toEqual(before);
  });
});

test.each([
  ["a number", 7],
  ["a list", []],
  ["a text that is no member's", "alice@example.com"],
  ["null", null],
])("a declared member that is %s is refused by the check", async (_what, member) => {
  const provider = await setProvider(directories.eds, world());
  const checked = provider.check({}, { users: { alice: member, bob: "{}" }, __form: 1 });
  const { failures = [] } = await checked.catch((error: unknown) => ({ failures: [{ property: "", reason: String(error) }] }));
  expect(failures.map(({ reason }) => reason).join("\n")).toMatch(/users\.alice (must be an object|is no JSON text)/);
  expect(await world().calls()).toEqual({});
});

describe.each(Object.values<Directory>(directories))("a set of $name whose state lost the ids", (directory) => {
  const there = freshWorld(directory);

  test.each(operations)("stops a %s, for nobody would be found under another id", async (_operation, run) => {
    const { idOutput, naturalKey } = directory.kinds.User;
    if (idOutput === naturalKey) return;
    const person = samplePerson(directory.name, 1);
    const named = { [String(person[naturalKey])]: person };
    const provider = await setProvider(directory, there());
    const { id, outs } = await provider.create({ users: named });
    const before = await there().users();
    const { ids: _lost, ...rest } = outputs(outs);
    const error: unknown = await run(await setProvider(directory, there()), id, rest, { users: {} }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "ERR_STATE", summary: expect.stringContaining("has no id in ids") });
    expect(await there().users()).toEqual(before);
  });
});
