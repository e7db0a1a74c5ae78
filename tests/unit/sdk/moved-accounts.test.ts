import * as pulumi from "@pulumi/pulumi";
import { type Directory, type Kind, kindId, kindsOf } from "../../../provider/model/kind";
import { environmentName, Settings } from "../../../provider/config/settings";
import { directories } from "../../../provider/directories";
import type { ManagedUser } from "../../../sdk/lib/run/managed-users";
import { DeclaredPlaces } from "../../../sdk/lib/run/declared-places";
import { ending, givenElsewhere, leftBehind, leftBehindObjection, unseenWarning } from "../../../sdk/lib/gate/moved-accounts";

const state = (settings: Readonly<Record<string, string>>, name = "north") =>
  new Map([[name, Object.fromEntries(Object.entries(settings).map(([key, value]) => [`rollcall:${key}`, value]))]]);

async function moved(before: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>, name = "north") {
  const places = new DeclaredPlaces(() => new Settings({ environment: {}, config: () => undefined }));
  places.note([name], Object.fromEntries(Object.entries(now).map(([key, value]) => [`rollcall:${key}`, pulumi.output(value)])));
  await new Promise((resolve) => setTimeout(resolve, 10));
  return places.moved(state(before));
}

test("an account keeps in mind that it has moved, under each of its names, and then stops nobody who leaves: the provider looks", async () => {
  const places = new DeclaredPlaces(() => new Settings({ environment: {}, config: () => undefined }));
  places.note(["south", "north"], { "rollcall:region": pulumi.output("b") });
  await new Promise((resolve) => setTimeout(resolve, 10));
  const marked = { region: "b", __hasMoved: "true" };
  for (const [before, ever] of [
    [state({ region: "b" }), false],
    [state({ region: "a" }), true],
    [state(marked), true],
  ] as const)
    expect(places.haveEverMoved(["south", "north"], before)).toBe(ever);
  expect([...places.newlyMoved(state({ region: "a" })).keys()]).toEqual(["north"]);
  expect(places.newlyMoved(state({ ...marked, region: "a" }))).toEqual(new Map());
});

test("people who are given an account at another place are told of; an alias, or another name of the same place, is no other", async () => {
  const kind = directories.eds.kinds.User;
  const before = new Map([...state({ edsRegion: "a" }), ...state({ edsRegion: "b" }, "south"), ...state({ workspaceRegion: "c" }, "east")]);
  const places = new DeclaredPlaces(() => new Settings({ environment: {}, config: () => undefined }));
  places.note(["west", "north"], { "rollcall:edsRegion": "z" });
  places.note(["south"], { "rollcall:edsRegion": "b" });
  places.note(["twin"], { "rollcall:edsRegion": "b" });
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(places.haveOthers(before)).toBe(true);
  const given = (former: string, account: string) => {
    const user: ManagedUser = { kind, resource: "ann", key: "ann", account: former, declared: {} };
    return givenElsewhere(new Map([[user, { kind, resource: "ann", aliases: [], account, fields: {} }]]), places, before);
  };
  for (const [former, account] of [
    ["north", "west"],
    ["south", "twin"],
    ["south", "south"],
    ["east", "default"],
  ] as const)
    expect(given(former, account)).toEqual([]);
  const text = unseenWarning([...given("north", "south"), ...given("south", "default")]);
  expect(text).toContain(
    'eds user ann: the account "south" has another edsRegion than the account "north", where the last run had the user\n',
  );
  expect(text).toContain('eds user ann: the stack has another edsRegion than the account "south", where the last run had the user\n');
  expect(text).toMatch(/Before that, take nobody out of the program/);
});

describe.each(Object.values<Directory>(directories))("an account of $name", ({ name, kinds: { User: kind } }) => {
  const leaver = (account?: string): ManagedUser => ({
    kind,
    resource: "ann",
    key: "ann",
    declared: {},
    ...(account !== undefined && { account }),
  });
  const [region, endpoint] = [`${name}Region`, `${name}Endpoint`];

  test.each([region, endpoint, "region", "target"])(
    "that gets another %s while somebody leaves it stops the run, and says what to do",
    async (key) => {
      const elsewhere = await moved({ [key]: "a", accessKeyId: "x" }, { [key]: "b", accessKeyId: "y" });
      const text = leftBehindObjection(leftBehind([leaver("north")], elsewhere)) ?? "";
      expect(text).toContain(`\n  ${name} user ann: the account "north" has another ${key}\n`);
      expect(text).toMatch(/1 user leaves .* Give it the former settings/s);
    },
  );

  test("and people who stay in it are told of, each with the setting, and how to look for them", async () => {
    const elsewhere = await moved({ [region]: "a" }, { [region]: "b" });
    const text = unseenWarning(leftBehind([leaver("north"), leaver("north")], elsewhere)) ?? "";
    expect(text).toMatch(
      /^2 users are declared in an account that names another place.* run pulumi up --refresh next: it looks for each of them/s,
    );
    expect(text).toContain(`\n  ${name} user ann: the account "north" has another ${region}\n`);
    expect(unseenWarning(leftBehind([leaver("north")], elsewhere))).toMatch(/^1 user is declared .* it looks for the user there/s);
    expect(unseenWarning(leftBehind([leaver("south")], elsewhere))).toBeUndefined();
  });

  test("stops nothing where only keys change, where nobody leaves it, or where somebody of another place leaves", async () => {
    expect(await moved({ [region]: "a", accessKeyId: "x" }, { [region]: "a", accessKeyId: "y" })).toEqual(new Map());
    expect(await moved({ [region]: "a" }, { [region]: "b" }, "south")).toEqual(new Map());
    const elsewhere = await moved({ [region]: "a" }, { [region]: "b" });
    for (const leaving of [[], [leaver("south")], [leaver("default")], [leaver()]])
      expect(leftBehindObjection(leftBehind(leaving, elsewhere))).toBeUndefined();
    const other = Object.keys(directories).find((one) => one !== name) ?? "";
    const others = await moved({ [`${other}Region`]: "a" }, { [`${other}Region`]: "b" });
    expect(leftBehind([leaver("north")], others)).toEqual([]);
  });

  test("is told of no region that is the former one in another setting, or the default written out", async () => {
    const { defaultRegion } = Object.values<Directory>(directories).find((one) => one.name === name) ?? {};
    const ours = async (before: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>) =>
      leftBehind([leaver("north")], await moved(before, now)).flatMap(({ settings }) => settings);
    for (const one of [{ [region]: "a" }, { region: "a" }, { region: "b", [region]: "a" }])
      for (const other of [{ [region]: "a" }, { region: "a" }, { region: "c", [region]: "a" }]) expect(await ours(one, other)).toEqual([]);
    for (const key of [region, "region"]) expect(await ours({}, { [key]: defaultRegion ?? "" })).toEqual([]);
    expect(await ours({ region: "a" }, { region: "a", [region]: "b" })).toEqual([region]);
    expect(await ours({ [region]: "a" }, { region: "b" })).toContain("region");
    expect(await ours({ region: "b", [region]: "a" }, { region: "b" })).toEqual([region]);
  });

  test("of the stack's own configuration is one, too; a setting that has gone to the environment, or come from there, is the same", () => {
    const elsewhere = (before: string | undefined, now: string | undefined, environment: string | undefined) =>
      new DeclaredPlaces(
        () =>
          new Settings({
            environment: { [environmentName(region)]: environment },
            config: (key) => (key === `rollcall:${region}` ? now : undefined),
          }),
      ).moved(state(before === undefined ? {} : { [region]: before }, "default"));
    const text = leftBehindObjection(leftBehind([leaver("default")], elsewhere("a", "b", undefined))) ?? "";
    expect(text).toContain(`\n  ${name} user ann: the stack has another ${region}\n`);
    for (const [before, now] of [
      ["a", "a"],
      ["a", undefined],
      [undefined, "a"],
      [undefined, undefined],
    ] as const)
      expect(elsewhere(before, now, "a")).toEqual(new Map());
    expect(elsewhere("a", undefined, undefined)).toEqual(new Map([["default", [region]]]));
  });
});

test("a project that one of the vendor's own variables has named until now is no other", () => {
  const places = new DeclaredPlaces(() => {
    const config = (key: string) => (key === "rollcall:projectId" ? "p-1" : undefined);
    return new Settings({ environment: { HUAWEICLOUD_SDK_PROJECT_ID: "p-1" }, config });
  });
  expect(places.moved(state({}, "default"))).toEqual(new Map());
  expect(places.moved(state({ projectId: "p-2" }, "default"))).toEqual(new Map([["default", ["projectId"]]]));
});

const KINDS = Object.values<Directory>(directories).flatMap(kindsOf);

describe.each(KINDS.map((kind) => ({ id: kindId(kind), kind })))(
  "what a run ends of kind $id, where the account has moved,",
  ({ kind }) => {
    const one = (name: string, declared: Readonly<Record<string, string>> = {}, member?: string): ManagedUser => ({
      kind,
      resource: name,
      key: name,
      account: "north",
      declared: { [kind.naturalKey]: name, ...declared },
      ...(member !== undefined && { member }),
    });
    const declaredAs = ({ resource, declared, member }: ManagedUser, fields: Readonly<Record<string, string>> = {}) => ({
      kind,
      resource,
      aliases: [],
      fields: { ...declared, ...fields },
      ...(member !== undefined && { member }),
    });

    test("is who leaves and whose change needs another account, but not who is retained or stays", () => {
      const [leaves, stays, disabled] = [one("leaves"), one("stays"), one("shut", { onDelete: "disable" })];
      const all = [leaves, stays, disabled, one("kept", { onDelete: "retain" })];
      expect(ending(all, new Map([[stays, declaredAs(stays)]]), undefined)).toEqual([leaves, disabled]);
      const [member, alone] = [one("staff", {}, "gone"), one("alone")];
      expect(ending([member, alone], new Map(), [{ kind, resource: "staff", aliases: [] }])).toEqual([member]);
      const replacing = replacingField(kind);
      if (replacing === undefined) return;
      const changes = one("changes", { [replacing]: "a" });
      expect(ending([changes], new Map([[changes, declaredAs(changes, { [replacing]: "b" })]]), undefined)).toEqual([changes]);
    });

    test("is named by its kind, in the refusal and in the warning", async () => {
      const places = await moved({ target: "a" }, { target: "b" });
      const found = leftBehind([one("crew")], places);
      expect(leftBehindObjection(found)).toContain(`1 ${kind.noun} leaves an account`);
      expect(leftBehindObjection(found)).toContain(`${kind.directory.name} ${kind.noun} crew: the account "north" has another target`);
      expect(unseenWarning(found)).toMatch(new RegExp(`^1 ${kind.noun} is declared .* looks for the ${kind.noun} there`, "s"));
      const several = leftBehind([one("crew"), { ...one("ann"), kind: directories.eds.kinds.User }], places);
      expect(leftBehindObjection(several)).toContain(kind.token === "User" ? "2 users leave" : "2 users, groups and units leave");
    });
  },
);

/** A field whose change takes another account, and that is no key. */
function replacingField({ fields, naturalKey }: Kind): string | undefined {
  return Object.entries(fields).find(
    ([name, { change, secret }]) => change.kind === "replaces" && name !== naturalKey && secret !== true,
  )?.[0];
}
