import { directories } from "../../../provider/directories";
import { departures, type DeclaredUser, stayers } from "../../../sdk/lib/gate/departures";
import { handoverObjection, handovers } from "../../../sdk/lib/gate/handovers";
import { asTheEngineSees, engineOptions } from "../../../sdk/lib/gate/engine-options";
import { accountsIn, type ManagedUser } from "../../../sdk/lib/run/managed-users";
import { objection } from "../../../sdk/lib/gate/objection";
import { turnsOf } from "../../../sdk/lib/gate/turns";
import { type Fields, UNKNOWN } from "../../../provider/model/values";

type Directory = keyof typeof directories;
type People = Readonly<Record<string, Fields>>;

const unit = { primaryOrganizationalUnitId: "ou_1" };

/** Users of their own by resource name; `set[member]` names a member of a set. */
function places(people: People): readonly { readonly resource: string; readonly member?: string; readonly fields: Fields }[] {
  return Object.entries(people).map(([name, fields]) => {
    const [, resource = name, member] = /^(.*)\[(.*)\]$/.exec(name) ?? [];
    return { resource, fields, ...(member !== undefined && { member }) };
  });
}

function judge(
  directory: Directory,
  before: People,
  after: People,
): { readonly waits: Readonly<Record<string, readonly string[]>>; readonly reason: string } {
  const kind = directories[directory].kinds.User;
  const key = kind.naturalKey;
  const then = places(before).map(({ resource, member, fields }): ManagedUser => ({
    kind,
    resource,
    key: String(fields[key]),
    declared: fields,
    ...(member !== undefined && { member }),
  }));
  const now = places(after).map(({ resource, member, fields }): DeclaredUser => ({
    kind,
    resource,
    aliases: [],
    fields,
    ...(member !== undefined && { member }),
  }));
  const moves = handovers({ before: then, now, staying: stayers(then, now) });
  const { waits, circle } = turnsOf(moves, ({ resource }) => resource);
  return {
    waits: Object.fromEntries([...waits].map(([who, whom]) => [who, [...whom]])),
    reason:
      handoverObjection(
        moves.filter(({ free }) => "never" in free),
        circle,
      ) ?? "",
  };
}

const dan = { ...unit, username: "dan.wu", email: "reception@pier.example" };
const eva = { ...unit, username: "eva.kos", email: "reception@pier.example" };
const own = { ...unit, username: "eva.kos", email: "eva@pier.example" };

describe("values that pass between users of their own", () => {
  test.each<[string, Directory, People, People, RegExp]>([
    [
      "a joiner takes a leaver's address",
      "eiam",
      { dan },
      { eva },
      /eva\.kos takes email from dan\.wu: dan\.wu leaves, and Pulumi deletes .* Leave eva out of the program for one run.* Or put dan\.wu back with another email, or with "" where it can be cleared, and run pulumi up; then make this change\.$/,
    ],
    ["in another case", "eiam", { dan }, { eva: { ...eva, email: "Reception@pier.example" } }, /eva\.kos takes email from dan\.wu/],
    [
      "a renamed key of a roster",
      "eiam",
      { "dan.wu": { ...dan, userExternalId: "7" } },
      { "daniel.wu": { ...dan, username: "daniel.wu", userExternalId: "7" } },
      /daniel\.wu takes email from dan\.wu[^]*daniel\.wu takes userExternalId from dan\.wu/,
    ],
    [
      "somebody who stays takes a leaver's number",
      "eiam",
      { dan: { ...unit, username: "dan.wu", phoneRegion: "86", phoneNumber: "13800138000" }, eva: own },
      { eva: { ...own, phoneRegion: "86", phoneNumber: "13800138000" } },
      /eva\.kos takes phoneNumber from dan\.wu/,
    ],
    [
      "the account stays",
      "eiam",
      { dan: { ...dan, onDelete: "disable" } },
      { eva },
      /dan\.wu leaves with onDelete: "disable", so that the account stays and keeps it. Put dan\.wu back/,
    ],
    [
      "the account stays and its key cannot change",
      "eds",
      { bob: { endUserId: "bob", email: "b@x.example", onDelete: "retain" } },
      { eva: { endUserId: "bob", email: "e@x.example" } },
      /bob takes endUserId from bob: bob leaves .* Give eva another endUserId, or let it take over that account with onExisting: "adopt"\.$/,
    ],
    [
      "the account stays and can be renamed",
      "cloudidentity",
      { bo: { userName: "bo", displayName: "Bo", onDelete: "retain" } },
      { eva: { userName: "bo" } },
      /If eva is the same person, let it take over that account with onExisting: "adopt"\. Otherwise put bo back with another userName, and run pulumi up; then make this change\.$/,
    ],
    [
      "somebody else gets the key of an account that stays",
      "cloudidentity",
      { bo: { userName: "bo", onDelete: "retain" }, eva: { userName: "eva" } },
      { eva: { userName: "bo" } },
      /so that the account stays and keeps it\. Put bo back with another userName, and run pulumi up; then make this change\.$/,
    ],
    [
      "the field leaves the program alone",
      "eiam",
      { dan },
      { dan: { ...unit, username: "dan.wu" }, eva },
      /dan\.wu no longer declares email and therefore keeps it/,
    ],
    [
      "two exchange addresses",
      "eiam",
      { dan, eva: own },
      { dan: { ...dan, email: own.email }, eva },
      /eva\.kos takes email from dan\.wu: they wait|dan\.wu takes email from eva\.kos, eva\.kos takes email from dan\.wu: they wait for each other.* Declare a free email/,
    ],
    [
      "a name is taken from a leaver",
      "cloudidentity",
      { a: { userName: "al" }, b: { userName: "bo" } },
      { a: { userName: "bo" } },
      /bo takes userName from bo: bo leaves/,
    ],
    [
      "another key where none can be renamed",
      "eds",
      { a: { endUserId: "alan", email: "a@x.example" }, b: { endUserId: "bob", email: "b@x.example" } },
      { a: { endUserId: "bob", email: "a@x.example" } },
      /bob takes endUserId from bob: bob leaves/,
    ],
    [
      "a member of a set who is retained",
      "eiam",
      { "s[dan]": { ...dan, onDelete: "retain" }, "s[x]": own },
      { "s[x]": eva },
      /eva\.kos takes email from dan\.wu: dan\.wu leaves with onDelete: "retain"/,
    ],
    [
      "two sets exchange",
      "eiam",
      { "s[dan]": dan, "t[eva]": own },
      { "s[dan]": { ...dan, email: own.email }, "t[eva]": eva },
      /wait for each other/,
    ],
  ])("are refused in the first preview, both people and the way out named: %s", (_what, directory, before, after, told) => {
    const { reason } = judge(directory, before, after);
    expect(reason).toMatch(told);
    expect(reason).not.toContain("@");
  });

  test.each<[string, Directory, People, People, Readonly<Record<string, readonly string[]>>]>([
    ["who gets another address", "eiam", { dan }, { dan: { ...dan, email: "dan@pier.example" }, eva }, { eva: ["dan"] }],
    ["a chain", "eiam", { a: dan, b: own }, { a: { ...dan, email: "" }, b: eva, c: { ...own, username: "new" } }, { b: ["a"], c: ["b"] }],
    ["a renamed account", "cloudidentity", { a: { userName: "al" } }, { a: { userName: "alan" }, b: { userName: "al" } }, { b: ["a"] }],
    [
      "who leaves a set that stays",
      "eiam",
      { "s[dan]": dan, "s[x]": { ...unit, username: "x" } },
      { "s[x]": { ...unit, username: "x" }, eva },
      { eva: ["s"] },
    ],
    [
      "who is replaced under the same name",
      "eiam",
      { a: { ...dan, userExternalId: "1" } },
      { a: { ...dan, email: "d@pier.example", userExternalId: "2" }, eva },
      { eva: ["a"] },
    ],
  ])("wait for the one who gives them away: %s", (_what, directory, before, after, waits) => {
    expect(judge(directory, before, after)).toEqual({ waits, reason: "" });
  });

  test.each<[string, Directory, People, People]>([
    ["nobody moves", "eiam", { dan, eva: own }, { dan, eva: { ...own, displayName: "Eva" } }],
    ["another instance", "eiam", { dan: { ...dan, instanceId: "idaas_1" } }, { eva: { ...eva, instanceId: "idaas_2" } }],
    [
      "an address that several may have",
      "eds",
      { dan: { endUserId: "dan", email: "r@x.example" } },
      { eva: { endUserId: "eva", email: "r@x.example" } },
    ],
    ["a hidden value", "eiam", { dan }, { eva: { ...eva, email: UNKNOWN } }],
    [
      "an account that stays, under another resource",
      "eiam",
      { "s[dan]": { ...dan, onDelete: "retain" }, "s[x]": own },
      { dan, "s[x]": own },
    ],
    [
      "the same with a password, and in a set",
      "cloudidentity",
      { bo: { userName: "bo", password: "first", onDelete: "retain" } },
      { "s[bo]": { userName: "bo", password: "second" } },
    ],
    [
      "the same with a number written otherwise, in groups that the program makes",
      "cloudidentity",
      { bo: { userName: "bo", phone: "+86 138 0013 8000", groupIds: ["g1"], onDelete: "retain" } },
      { "s[bo]": { userName: "bo", phone: "13800138000", groupIds: UNKNOWN } },
    ],
    [
      "the same in another order, from a set, where no account can be renamed",
      "eds",
      { "s[bob]": { endUserId: "bob", email: "b@x.example", groupIdList: ["g1", "g2"], onDelete: "retain" } },
      { bob: { endUserId: "bob", email: "B@x.example", groupIdList: ["g2", "g1"] } },
    ],
    [
      "the same, changed on the way",
      "eiam",
      { dan: { ...dan, onDelete: "retain" } },
      { "t[dan]": { ...dan, email: "dan@pier.example", onExisting: "adopt" } },
    ],
    ["all within one set", "eiam", { "s[dan]": dan, "s[eva]": own }, { "s[eva]": eva, "s[dan]": { ...dan, email: own.email } }],
    [
      "resources that exchange equal people of EDS",
      "eds",
      { a: { endUserId: "alan", email: "a@x.example" }, b: { endUserId: "bob", email: "b@x.example" } },
      { a: { endUserId: "bob", email: "b@x.example" }, b: { endUserId: "alan", email: "a@x.example" } },
    ],
  ])("stop and delay nothing that works: %s", (_what, directory, before, after) => {
    expect(judge(directory, before, after)).toEqual({ waits: {}, reason: "" });
  });
});

describe("what only the engine's state tells", () => {
  const urn = (name: string, kind = "User"): string => `urn:pulumi:dev::p::pulumi-nodejs:dynamic/rollcall/eds:${kind}::${name}`;
  const user = (name: string, member?: string): ManagedUser => ({
    kind: directories.eds.kinds.User,
    resource: name,
    urn: urn(name, member === undefined ? "User" : "UserSet"),
    key: member ?? name,
    declared: { endUserId: member ?? name },
    ...(member !== undefined && { member }),
  });
  const options = engineOptions({
    deployment: {
      resources: [
        { urn: urn("kept"), retainOnDelete: true },
        { urn: urn("set", "UserSet"), retainOnDelete: true },
        { urn: urn("seen"), external: true },
        { urn: urn("gone"), provider: "urn:pulumi:dev::p::pulumi:providers:pulumi-nodejs::north::0a1b-2c" },
      ],
    },
  });

  test("retained users keep their accounts, and users who are only read are nobody's", () => {
    const seen = asTheEngineSees([user("kept"), user("seen"), user("gone"), user("set", "ann")], options, []);
    expect(seen.map(({ key, declared }) => [key, declared["onDelete"]])).toEqual([
      ["kept", "retain"],
      ["gone", undefined],
      ["ann", "retain"],
    ]);
    expect(seen.map(({ account }) => account)).toEqual([undefined, "north", undefined]);
  });

  test("a person who leaves a set that stays loses the account, whatever option the set has", () => {
    const now: DeclaredUser = {
      kind: directories.eds.kinds.User,
      resource: "set",
      member: "ben",
      aliases: [],
      fields: { endUserId: "ben" },
    };
    expect(asTheEngineSees([user("set", "ann")], options, [now])).toEqual([user("set", "ann")]);
  });

  test("whose key a program marked as secret is named by the resource when the run is stopped", () => {
    const hush = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:x" };
    const { resources } = {
      resources: [
        { urn: urn("own"), outputs: { endUserId: hush } },
        { urn: urn("set", "UserSet"), outputs: { users: { ann: "{}", ben: "{}" }, secrets: { ben: { endUserId: hush } } } },
      ],
    };
    const before = [user("own"), user("open"), user("set", "ann"), user("set", "ben")];
    const seen = asTheEngineSees(before, engineOptions({ deployment: { resources } }), []);
    expect(seen.map(({ hidden }) => hidden)).toEqual([true, undefined, undefined, true]);
    const text = objection(departures(seen, []), { maxDeletes: 1, maxDeleteShare: 0, allowed: undefined });
    expect(text).toContain("  own, open, ann, set[ben]\n");
  });

  test("accounts by name, the stack's own without the version of the SDK", () => {
    const provider = (name: string): string => `urn:pulumi:dev::p::pulumi:providers:pulumi-nodejs::${name}`;
    expect(accountsIn([provider("default_3_248_0"), provider("default"), provider("east"), urn("kept")])).toEqual(["default", "east"]);
  });
});
