import { directories } from "../../../provider/directories";
import { type DeclaredUser, departures, leavingSets } from "../../../sdk/lib/gate/departures";
import { UNKNOWN } from "../../../provider/model/values";
import { objection } from "../../../sdk/lib/gate/objection";
import { placesOf } from "../../../sdk/lib/run/declared-user";
import { managedUsers, type ManagedUser } from "../../../sdk/lib/run/managed-users";

const limits = { maxDeletes: 10, maxDeleteShare: 0.2, allowed: undefined as number | undefined };

function people(count: number, fields: Readonly<Record<string, string>> = {}): readonly ManagedUser[] {
  return Array.from({ length: count }, (_, index) => ({
    kind: directories.eds.kinds.User,
    resource: `user_${index}`,
    key: `user_${index}`,
    declared: { endUserId: `user_${index}`, email: "u@example.com", ...fields },
  }));
}

function declared(users: readonly ManagedUser[], fields: Readonly<Record<string, string>> = {}): readonly DeclaredUser[] {
  return users.map(({ kind, resource, declared }) => ({ kind, resource, aliases: [], fields: { ...declared, ...fields } }));
}

function objectionTo(before: readonly ManagedUser[], now: readonly DeclaredUser[], own: Partial<typeof limits> = {}): string | undefined {
  return objection(departures(before, now), { ...limits, ...own });
}

describe("the deletion guard", () => {
  test("both limits must be passed: 10 of 100 may go, 21 of 100 may not, 11 of 100 may", () => {
    const before = people(100);
    expect(objectionTo(before, declared(before.slice(10)))).toBeUndefined();
    expect(objectionTo(before, declared(before.slice(11)))).toBeUndefined();
    expect(objectionTo(before, declared(before.slice(20)))).toBeUndefined();
    expect(objectionTo(before, declared(before.slice(21)))).toContain("it would delete 21 of 100 managed users (21 %)");
    expect(objectionTo(people(12), declared(people(2)))).toBeUndefined();
    expect(objectionTo(people(12), [])).toContain("delete 12 of 12");
  });

  test("names the numbers, some of the people and the exact override, which must be exact", () => {
    const text = objectionTo(people(30), []) ?? "";
    expect(text).toContain("user_0, user_1");
    expect(text).toContain("and 20 more");
    expect(text).toContain("ROLLCALL_ALLOW_DELETES=30");
    expect(objectionTo(people(30), [], { allowed: 30 })).toBeUndefined();
    expect(objectionTo(people(30), [], { allowed: 31 })).toBeDefined();
  });

  test("a replacement counts", () => {
    const before = people(30, { remark: "a" });
    expect(objectionTo(before, declared(before, { remark: "b" }))).toContain("30 to delete and create again");
    expect(objectionTo(before, declared(before, { email: "b@example.com" }))).toBeUndefined();
  });

  test("a value that is not known yet may say the same as before: it counts when it is known, and not before", () => {
    const before = people(30, { remark: "a" });
    const later = declared(before, { remark: UNKNOWN });
    expect(departures(before, later)).toMatchObject({ replaced: [], open: later });
    expect(objectionTo(before, later)).toBeUndefined();
    expect(departures(before, declared(before, { remark: UNKNOWN, businessChannel: "x", endUserId: "zoe" })).replaced).toHaveLength(30);
  });

  test("users who are only disabled or retained do not count", () => {
    expect(objectionTo(people(30, { onDelete: "retain" }), [])).toBeUndefined();
    expect(objectionTo(people(30, { onDelete: "disable" }), [])).toBeUndefined();
  });

  test("a renamed resource would delete the person it has just taken over, so it is refused unless an alias says so", () => {
    const before = people(1);
    const renamed: DeclaredUser = { kind: directories.eds.kinds.User, resource: "renamed", aliases: [], fields: { endUserId: "user_0" } };
    expect(objectionTo(before, [renamed])).toContain("eds user user_0: was user_0, is now renamed");
    expect(objectionTo(before, [{ ...renamed, aliases: ["user_0"] }])).toBeUndefined();
  });

  test("who goes to another account is told the way in two runs, since an alias would leave the former one behind", () => {
    const before = people(1).map((user) => ({ ...user, account: "north" }));
    const there: DeclaredUser = { kind: directories.eds.kinds.User, resource: "there", aliases: [], fields: { endUserId: "user_0" } };
    const text = objectionTo(before, [{ ...there, account: "south" }]);
    expect(text).toContain('eds user user_0: was user_0 under the account "north", is now there under the account "south"');
    expect(text).toMatch(/Whoever goes to another account of the cloud needs two runs: one without the person.*$/);
    for (const user of [there, { ...there, account: "north" }]) expect(objectionTo(before, [user])).not.toContain("account of the cloud");
  });

  test("a namesake that was managed all along belongs to another account and is no rename", () => {
    const both: readonly ManagedUser[] = [
      ...people(1),
      { kind: directories.eds.kinds.User, resource: "other_account", key: "user_0", declared: { endUserId: "user_0" } },
    ];
    expect(objectionTo(both, declared(both.slice(1)))).toBeUndefined();
  });
});

describe("the deletion guard on sets", () => {
  const member = (name: string, key: string, fields: Readonly<Record<string, string>> = {}): ManagedUser => ({
    kind: directories.eds.kinds.User,
    resource: "staff",
    member: name,
    key,
    declared: { endUserId: key, ...fields },
  });
  const now = (name: string, key: string, resource = "staff", fields: Readonly<Record<string, string>> = {}): DeclaredUser => ({
    kind: directories.eds.kinds.User,
    resource,
    member: name,
    aliases: [],
    fields: { endUserId: key, ...fields },
  });
  const strict = { maxDeletes: 0, maxDeleteShare: 0 };

  test("renamed members and exchanged keys end no account", () => {
    const before = [member("a", "alice"), member("b", "bob")];
    expect(objectionTo(before, [now("alice", "alice"), now("bob", "bob")], strict)).toBeUndefined();
    expect(objectionTo(before, [now("a", "bob"), now("b", "alice")], strict)).toBeUndefined();
  });

  test("leavers and replaced members count, each once", () => {
    const before = [member("a", "alice"), member("b", "bob", { remark: "x" }), member("c", "carol")];
    expect(objectionTo(before, [now("a", "alicia"), now("b", "bob", "staff", { remark: "y" })], strict)).toContain(
      "it would delete 3 of 3 managed users (100 %): 1 to delete, 2 to delete and create again",
    );
    expect(objectionTo(before, [now("a", "bob", "staff", { remark: "x" })], strict)).toContain("2 of 3 managed users (67 %): 2 to delete.");
  });

  test("a set that leaves the program counts with all its members", () => {
    expect(objectionTo([member("a", "alice"), member("b", "bob")], [], strict)).toContain("2 of 2");
  });

  test("while a program runs, only who leaves a set that it has declared is certain to go, of an empty set too", () => {
    const before = [member("a", "alice"), member("b", "bob"), { ...member("c", "carol"), parents: "a:b:Team" }, ...people(1)];
    const { leaving } = departures(before, [now("a", "alice")]);
    const set = (resource: string, aliases: readonly string[] = [], parents: readonly string[] = [""]) => ({
      kind: directories.eds.kinds.User,
      resource,
      aliases,
      parents,
    });
    const goes = (...sets: ReturnType<typeof set>[]): readonly string[] => leavingSets(leaving, sets).map(({ key }) => key);
    expect(goes()).toEqual([]);
    expect(goes(set("other"), set("user_0"))).toEqual([]);
    expect(goes(set("staff"))).toEqual(["bob"]);
    expect(goes(set("crew", ["staff"]), set("other"))).toEqual(["bob"]);
    expect(goes(set("staff", [], ["a:b:Team"]))).toEqual(["bob", "carol"]);
  });

  test("while a program runs, the number that is allowed is enough when it is not reached yet", () => {
    const found = { ...departures(people(30), []), soFar: true };
    expect(objection(found, { ...limits, allowed: 40 })).toBeUndefined();
    expect(objection(found, { ...limits, allowed: 29 })).toContain("ROLLCALL_ALLOW_DELETES=30, or more: the program was still running");
  });

  test("a run in which the limits let a set end people is not said to stop before the first delete", () => {
    const text = objection({ ...departures(people(30), []), begun: true }, limits) ?? "";
    expect(text).toContain(
      "Rollcall stops this run, in which some people have been deleted already: it would delete 30 of 30 managed users",
    );
  });

  test("people who move between users and sets are refused, with the way to do it", () => {
    const user: DeclaredUser = { kind: directories.eds.kinds.User, resource: "alice", aliases: [], fields: { endUserId: "alice" } };
    const text = objectionTo([member("a", "alice")], [user]);
    expect(text).toContain("eds user alice: was staff[a], is now alice");
    expect(text).toContain("rollcall convert");
    expect(objectionTo(people(1), [now("u", "user_0")])).toContain("eds user user_0: was user_0, is now staff[u]");
  });
});

describe("the deletion guard on people who stand elsewhere in the program", () => {
  const urn = (types: string): string => `urn:pulumi:dev::staff::${types}pulumi-nodejs:dynamic/rollcall/eds:User::alice`;
  const then = (types: string): readonly ManagedUser[] => managedUsers({ [urn(types)]: { outputs: { endUserId: "alice" } } }, directories);
  const now = (parents: readonly string[] | undefined): DeclaredUser => ({
    kind: directories.eds.kinds.User,
    resource: "alice",
    aliases: [],
    fields: { endUserId: "alice" },
    ...(parents !== undefined && { parents }),
  });

  test("stops when the types around them differ, with the old URN as the alias", () => {
    const text = objectionTo(then(""), [now(["a:b:Team"])]) ?? "";
    expect(text).toContain("1 user is declared under another resource than before");
    expect(text).toContain("eds user alice: was alice, is now alice in a:b:Team");
    expect(text).toContain(`{ aliases: ["${urn("")}"] }`);
    expect(objectionTo(then("a:b:Team$a:b:Unit$"), [now([""])])).toContain("was alice in a:b:Unit in a:b:Team, is now alice");
  });

  test("lets them pass in the same place, by an alias, and while the place is unknown", () => {
    expect(objectionTo(then("a:b:Team$"), [now(["a:b:Team"])])).toBeUndefined();
    expect(objectionTo(then(""), [now(["a:b:Team", ""])])).toBeUndefined();
    expect(objectionTo(then(""), [now(undefined)])).toBeUndefined();
  });

  test("keeps namesakes in two places apart", () => {
    const both = [...then(""), ...then("a:b:Team$")];
    expect(objectionTo(both, [now([""]), now(["a:b:Team"])])).toBeUndefined();
    expect(departures(both, [now(["a:b:Team"])])).toMatchObject({ leaving: [{ parents: "" }], moved: [] });
  });
});

describe("people who move from one set to another", () => {
  const members = (resource: string, from: number, to: number): readonly ManagedUser[] =>
    people(20)
      .slice(from, to)
      .map((user) => ({ ...user, resource, member: user.key, parents: "" }));
  const inSets = (...sets: readonly (readonly ManagedUser[])[]): readonly DeclaredUser[] =>
    sets.flatMap((set) =>
      set.map(({ kind, resource, member = "", declared: fields }) => ({ kind, resource, member, aliases: [], fields, parents: [""] })),
    );
  const before = [...members("design", 0, 10), ...members("sales", 10, 20)];
  const retain = 'give them onDelete: "retain" in one run and move them in the next.';

  test.each([11, 15, 19])("%i people of the one stay: no alias is named, which would make one resource of both sets", (from) => {
    const text = objectionTo(before, inSets(members("design", 0, from), members("sales", from, 20))) ?? "";
    expect(text).toContain("eds user user_10: was sales[user_10], is now design[user_10]");
    expect(text).toContain(`Keep them in the set where they were, or ${retain}`);
    expect(text).not.toContain("aliases");
  });

  test("of which the whole set has another name: the alias is named", () => {
    const text = objectionTo(before, inSets(members("design", 0, 10), members("markets", 10, 20))) ?? "";
    expect(text).toContain('{ aliases: [{ name: "sales" }] }');
    expect(text).toContain(retain);
  });
});

describe("reading what the stack managed", () => {
  test.each(["team::alice", "::", "a::b::c", "pulumi-nodejs:dynamic/rollcall/eds:User::x"])(
    "a name with colons, %s, is the same name as in the program, also as an alias",
    (name) => {
      const urn = `urn:pulumi:dev::p::pulumi-nodejs:dynamic/rollcall/eds:User::${name}`;
      const before = managedUsers({ [urn]: { outputs: { endUserId: "alice" } } }, directories);
      expect(before.map(({ resource, parents }) => [resource, parents])).toEqual([[name, ""]]);
      const now: DeclaredUser = {
        kind: directories.eds.kinds.User,
        resource: name,
        aliases: [],
        parents: [""],
        fields: { endUserId: "alice" },
      };
      expect(departures(before, [now])).toMatchObject({ leaving: [], moved: [] });
      expect(placesOf({ aliases: [urn, { name }] }).aliases).toEqual([name, name]);
    },
  );

  test("finds users and the members of sets by their URNs, and nothing else", () => {
    const found = managedUsers(
      {
        "urn:pulumi:dev::p::rollcall:index:Roster$pulumi-nodejs:dynamic/rollcall/eds:User::alice": {
          type: "pulumi-nodejs:dynamic/rollcall/eds:User",
          outputs: { endUserId: "al", email: "a@x", adopted: true },
        },
        "urn:pulumi:dev::p::pulumi-nodejs:dynamic/rollcall/workspace:UserSet::staff": {
          type: "…",
          outputs: { users: { bob: { userEmail: "b@x" }, c: { userName: "carol" } }, onDelete: "retain" },
        },
        "urn:pulumi:dev::p::aws:s3/bucket:Bucket::b": { type: "…", outputs: { users: { x: {} } } },
      },
      directories,
    );
    expect(found.map(({ kind, key, member }) => [kind.directory.name, key, member])).toEqual([
      ["eds", "al", undefined],
      ["workspace", "bob", "bob"],
      ["workspace", "carol", "c"],
    ]);
    expect(found[1]?.declared).toMatchObject({ onDelete: "retain", userName: "bob" });
  });
});
