import { directories } from "../../../provider/directories";
import { type Directory, type Kind, kindId, kindsOf } from "../../../provider/model/kind";
import type { Fields } from "../../../provider/model/values";
import { type Host, resourceType } from "../../../provider/pulumi/names";
import { samplePerson } from "../../contract/cli/sample-people";
import { judgesOfPrograms, pendingOf } from "./judged";

const judgeWith = judgesOfPrograms();

interface Case {
  readonly what: string;
  readonly kind: Kind;
  readonly many: boolean;
  readonly fields: Fields;
}

/** Every kind alone, and people in a set. */
const CASES: readonly Case[] = Object.values<Directory>(directories).flatMap((directory) =>
  kindsOf(directory).flatMap((kind): readonly Case[] => {
    const own = kind.token === "User" ? samplePerson(directory.name, 1) : { [kind.naturalKey]: "Harbour" };
    const alone = { what: kindId(kind), kind, many: false, fields: own };
    return kind.token === "User" ? [alone, { ...alone, what: `${kindId(kind)}Set`, many: true, fields: { users: { ann: own } } }] : [alone];
  }),
);

/** Why a program of dynamic resources must not go on whose stack has this under a host. */
async function reason({ kind, many, fields }: Case, host: Host, name = "ann", opts: object = {}, state: Fields = fields): Promise<string> {
  const type = resourceType(kind, many, host);
  const judge = await judgeWith({ [`urn:pulumi:dev::p::${type}::ann`]: { type, outputs: state } });
  judge.take([{ ...pendingOf({ kind, many, name, known: () => fields }), opts }]);
  const verdict = judge.verdict("at exit", false);
  return verdict instanceof Error ? verdict.message : "";
}

describe.each(CASES)("$what", (one) => {
  test("of the plugin stops a program of dynamic resources, under this name or another, and says how to rewrite the state", async () => {
    for (const name of ["ann", "another"]) {
      const refusal = await reason(one, "plugin", name);
      expect(refusal).toMatch(/nothing was created or changed.*has 1 of what the program declares as a resource of the plugin/);
      expect(refusal).toContain(`${one.kind.directory.name} ${one.kind.noun} `);
      expect(refusal).toContain("rollcall convert before.json --to dynamic --out after.json");
    }
  });

  test.each([
    ["is a dynamic resource already", "dynamic", {}],
    ["has an alias of the plugin's type", "plugin", { aliases: [{ type: resourceType(one.kind, one.many, "plugin") }] }],
    ["has its URN as alias", "plugin", { aliases: [`urn:pulumi:dev::p::${resourceType(one.kind, one.many, "plugin")}::ann`] }],
  ] as const)("lets it go on where it %s", async (_, host, opts) => {
    expect(await reason(one, host, "ann", opts)).toBe("");
  });

  test("lets it go on where the account stays", async () => {
    expect(await reason(one, "plugin", "ann", {}, { ...one.fields, onDelete: "retain" })).toBe("");
  });
});
