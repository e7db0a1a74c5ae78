import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { declare, type Declarable } from "../../../cli/import/declare";
import { rosterContent, rosterValues } from "../../../cli/import/roster-file";
import { usersProgram } from "../../../cli/import/typescript-program";
import { directories, type DirectoryName } from "../../../provider/directories";
import { agrees } from "../../../provider/model/compare";
import type { Kind } from "../../../provider/model/kind";
import type { Fields, Observed } from "../../../provider/model/values";
import { parseRoster } from "../../../sdk/lib/roster/people/parse";
import { awkwardPeople, PLAIN_KEY } from "./awkward-people";

/** Of each property, one after the other; a soak sets more. A failure prints its seed. */
const RUNS = Number(process.env["ROLLCALL_RUNS"] ?? "25");

const names = Object.keys(directories).filter((name): name is DirectoryName => name in directories);
const files = ["people.csv", "people.yaml", "people.xlsx", "people.ts"];

/** Whom an import declares in a file of this name; whoever has an ordinary name is among them, as the directory knows them. */
function declared(name: DirectoryName, file: string, people: readonly Fields[]): readonly Declarable[] {
  const kind: Kind = directories[name].kinds.User;
  return people.flatMap((fields) => {
    const key = String(fields[kind.naturalKey]);
    const user: Observed = { ref: { id: key, key }, fields, computed: {} };
    const plain = file.endsWith(".ts") ? (field: string, value: Fields[string]) => ({ fields: { [field]: value } }) : undefined;
    const outcome = declare(kind, user, plain ?? rosterValues(kind, user, file));
    if (PLAIN_KEY.test(key)) expect(outcome).toHaveProperty("fields");
    if (!("fields" in outcome)) return [];
    expect(outcome.fields[kind.naturalKey]).toBe(key);
    for (const [field, value] of Object.entries(outcome.fields)) {
      const spec = kind.fields[field];
      expect([field, value, spec !== undefined && agrees(spec, value, fields[field])]).toEqual([field, value, true]);
    }
    return [outcome];
  });
}

/** What the file declares when it is read by the roster, or run. */
async function readBack(name: DirectoryName, file: string, taken: readonly Declarable[]): Promise<unknown> {
  const kind: Kind = directories[name].kinds.User;
  const people = taken.map(({ fields }) => fields);
  if (file.endsWith(".ts"))
    return run(
      usersProgram(
        kind,
        taken.map(({ user, fields }) => ({ name: user.ref.key, fields })),
      ),
      name,
    );
  const content = await rosterContent(file, kind, { people });
  const source = typeof content === "string" ? { text: content } : { bytes: content };
  return parseRoster({ file, ...source, directory: name, directories, env: {} }).rows.map(({ fields }) => fields);
}

/** The users that a program makes, in the order of their names, since JavaScript puts numbers first. */
function run(program: string, name: DirectoryName): readonly unknown[] {
  const made: (readonly [string, unknown])[] = [];
  class User {
    constructor(resource: string, fields: unknown) {
      made.push([resource, JSON.parse(JSON.stringify(fields))]);
    }
  }
  const plain = program.replace(/^import .*\n/, "").replace(/: Readonly<Record<string, \w+\.UserArgs>> =/, " =");
  runInNewContext(plain, { [name]: { User } });
  return made.sort(([one], [other]) => (one < other ? -1 : 1)).map(([, fields]) => fields);
}

describe.each(names)("people of %s", (name) => {
  const kind: Kind = directories[name].kinds.User;
  test.each(files)(
    "whose values mean something to everybody else are the same people in %s, and no one ends the import of the others",
    (file) =>
      fc.assert(
        fc.asyncProperty(awkwardPeople(kind), async (people) => {
          const taken = [...declared(name, file, people)].sort((one, other) => (one.user.ref.key < other.user.ref.key ? -1 : 1));
          if (taken.length > 0) expect(await readBack(name, file, taken)).toEqual(taken.map(({ fields }) => fields));
        }),
        { numRuns: RUNS },
      ),
  );
});

test.each([
  ["people.xlsx", "a name in an escape", { displayName: "D&#39;Angelo" }],
  ["people.xlsx", "a name that lost a letter", { displayName: "?ukasz" }],
  ["people.csv", "a key that begins a comment", { userName: "#night" }],
  ["people.yaml", "a key that begins a comment", { userName: "#night" }],
])("%s holds %s", async (file, _, fields) => {
  const people = [{ userName: "ann", displayName: "Ann", email: "a@example.com", ...fields }];
  const taken = declared("cloudidentity", file, people);
  expect(taken).toMatchObject([{ fields, omitted: [] }]);
  expect(await readBack("cloudidentity", file, taken)).toMatchObject([fields]);
});

test.each(["people.csv", "people.xlsx"])(
  "%s, which knows one kind of line break, leaves alone what has another, and not the person",
  (file) => {
    const [ann] = declared("cloudidentity", file, [{ userName: "ann", email: "a@example.com", description: "one\r\ntwo" }]);
    expect(ann).toMatchObject({ fields: { userName: "ann" }, omitted: [{ field: "description" }] });
  },
);
