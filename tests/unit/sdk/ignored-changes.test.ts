import * as pulumi from "@pulumi/pulumi";
import { directories } from "../../../provider/directories";
import type { Directory } from "../../../provider/model/kind";
import { setTypeOf, typeOf } from "../../../provider/pulumi/names";
import { stepsOf } from "../../../provider/pulumi/member-text";
import { byResource, withIgnored } from "../../../sdk/lib/gate/ignored-changes";
import type { ManagedUser } from "../../../sdk/lib/run/managed-users";

const COUNT = 12;
const names = Array.from({ length: COUNT }, (_, index) => `person_${index}`);
const next = (index: number): string => names[(index + 1) % COUNT] ?? "";
const registered = new Set<string>();
process.env["ROLLCALL_TARGET"] = "emulator";

/** What the stack had: everybody under a key like the resource's name, and a set of the same number. */
const former = Object.fromEntries(
  [
    ...[directories.eds, directories.workspace, directories.cloudidentity].flatMap(({ kinds: { User: kind } }) =>
      names.map((name) => {
        const fields = {
          [kind.naturalKey]: name,
          [kind === directories.workspace.kinds.User ? "userEmail" : "email"]: `${name}@example.com`,
        };
        return [typeOf(kind), `${kind.directory.name}-${name}`, fields] as const;
      }),
    ),
    [
      setTypeOf(directories.eds.kinds.User),
      "team",
      { users: Object.fromEntries(names.map((name) => [`m_${name}`, { email: "a@example.com" }])) },
    ] as const,
  ].map(([type, name, outputs]) => [`urn:pulumi:dev::p::${type}::${name}`, { type, outputs }]),
);

beforeAll(() =>
  pulumi.runtime.setMocks(
    {
      newResource: ({ name, inputs }) => {
        registered.add(name);
        return { id: name, state: inputs };
      },
      call: () => ({ outputs: former }),
    },
    "p",
    "dev",
    false,
    "acme",
  ),
);

test("nobody is counted, held back or stopped for values that the engine takes no notice of", async () => {
  // The package asks for the last state when it is loaded, which needs an engine.
  const { cloudidentity, eds, workspace } = await import("../../../sdk");
  const made = names.flatMap((name, index) => [
    new eds.User(`eds-${name}`, { endUserId: `new_${index}`, email: "a@example.com" }, { ignoreChanges: ["endUserId"] }),
    new workspace.User(`workspace-${name}`, { userName: next(index), userEmail: "a@example.com" }, { ignoreChanges: ['["userName"]'] }),
    new cloudidentity.User(`cloudidentity-${name}`, { userName: next(index) }, { ignoreChanges: ["userName", "email"] }),
  ]);
  const team = new eds.UserSet("team", { users: {} }, { ignoreChanges: ["users"] });
  await Promise.all([...made, team].map(({ urn }) => new Promise((resolve) => urn.apply(resolve))));
  expect(registered.size).toBe(3 * COUNT + 1);
}, 20_000);

const kinds = Object.values<Directory>(directories).map(({ name, kinds: { User } }) => [name, User] as const);

describe.each(kinds)("the option ignoreChanges on a user of %s", (_name, kind) => {
  const key = kind.naturalKey;
  const then: ManagedUser = { kind, resource: "a", parents: "", key: "anna", declared: { [key]: "anna", description: "old" } };
  const all = [then, { ...then, resource: "b", member: "anna" }, { ...then, resource: "c", parents: "x:y:Z" }];
  const named = byResource();
  const sent = (fields: Record<string, string>, ignoreChanges: string[], name = "a", aliases: string[] = []) =>
    withIgnored({ kind, many: false, name, places: { aliases, parents: () => [""] }, opts: { ignoreChanges } }, fields, (resource) =>
      named(all, resource),
    );

  test("keeps what the stack has, whatever its path is written like, and nothing where the resource is new", () => {
    const declared = { [key]: "berta", email: "b@example.com" };
    for (const path of [key, `["${key}"]`]) expect(sent(declared, [path])).toEqual({ ...declared, [key]: "anna" });
    expect(sent(declared, [key], "new", ["a"])).toEqual({ ...declared, [key]: "anna" });
    expect(sent(declared, ["description", "email"])).toEqual({ [key]: "berta", description: "old" });
    expect(sent(declared, ["*"])).toEqual(then.declared);
    for (const other of ["b", "c", "new"]) expect(sent(declared, [key], other)).toEqual(declared);
  });
});

test("a member of a set is kept whole, also where the program has left it out", () => {
  const kind = directories.eds.kinds.User;
  const member = (name: string): ManagedUser => ({
    kind,
    resource: "s",
    member: name,
    key: name,
    declared: { email: `${name}@old.example` },
  });
  const opts = { ignoreChanges: ["users.ann", 'users["li na"]', "users.eve", "users.bob.email"] };
  const declared = { users: { ann: { email: "ann@new.example" }, bob: { phone: "1" }, eve: { email: "eve@new.example" } } };
  const set = { kind, many: true, name: "s", places: { aliases: [], parents: () => [""] }, opts };
  expect(withIgnored(set, declared, () => [member("ann"), member("li na"), member("bob")])).toEqual({
    users: { ann: { email: "ann@old.example" }, "li na": { email: "li na@old.example" }, bob: { phone: "1", email: "bob@old.example" } },
  });
  expect(stepsOf('users["li.na"][0].x')).toEqual(["users", "li.na", "0", "x"]);
});
