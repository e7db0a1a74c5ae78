import * as pulumi from "@pulumi/pulumi";
import { readSet } from "../../../provider/pulumi/set-form";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eds, workspace } from "../../../sdk";
import { Roster } from "../../../sdk/roster";

interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

let folder: string;
let registered: Registered[];

beforeEach(async () => {
  process.env["ROLLCALL_TARGET"] = "emulator";
  folder = mkdtempSync(join(tmpdir(), "roster-"));
  registered = [];
  await pulumi.runtime.setMocks(
    {
      newResource: (args) => {
        registered.push({ type: args.type, name: args.name, inputs: args.inputs });
        return { id: `${args.name}-id`, state: args.inputs };
      },
      call: () => ({}),
    },
    "project",
    "stack",
    false,
    "organization",
  );
});
afterEach(() => {
  delete process.env["ROLLCALL_TARGET"];
  rmSync(folder, { recursive: true });
});

function file(text: string, name = "people.csv"): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply(resolve));
}

/** The registered users, once all of `roster` are. */
async function usersOf(roster: Roster): Promise<readonly Registered[]> {
  await Promise.all(Object.values(roster.users).map((user) => valueOf(user.urn)));
  return registered.filter(({ type }) => type === "pulumi-nodejs:dynamic/rollcall/eds:User");
}

test("people become children named by natural key, whatever their order", async () => {
  const rows = ["li_na,li@x.com,ug-a;ug-b", "bob_a,b@x.com,"];
  const forward = new Roster("forward", { file: file(["endUserId,email,groupIdList", ...rows].join("\n")), directory: "eds" });
  const first = await usersOf(forward);
  registered = [];
  const backward = new Roster("backward", { file: file(["endUserId,email,groupIdList", ...rows.reverse()].join("\n")), directory: "eds" });
  const second = await usersOf(backward);

  const byName = (users: readonly Registered[]): readonly Registered[] => [...users].sort((a, b) => a.name.localeCompare(b.name));
  expect(byName(second)).toEqual(byName(first));
  expect(byName(first).map(({ name, inputs }) => [name, inputs["email"], inputs["groupIdList"]])).toEqual([
    ["bob_a", "b@x.com", undefined],
    ["li_na", "li@x.com", ["ug-a", "ug-b"]],
  ]);
  expect(Object.keys(forward.users)).toEqual(["li_na", "bob_a"]);
  expect(await valueOf(forward.count)).toBe(2);
  const user = forward.users["li_na"];
  expect(user === undefined ? undefined : await valueOf(user.urn)).toContain(
    "rollcall:index:Roster$pulumi-nodejs:dynamic/rollcall/eds:User::li_na",
  );
});

test("people and sets of a roster are instances of the classes that programs use", async () => {
  const people = (li: string, bob: string): string => file(`directory,key,email\neds,${li},${li}@x.com\nworkspace,${bob},${bob}@x.com\n`);
  const users = new Roster("own", { file: people("li_na", "bob") }).users;
  expect([
    users["eds/li_na"] instanceof eds.User,
    users["workspace/bob"] instanceof workspace.User,
    users["workspace/bob"] instanceof eds.User,
  ]).toEqual([true, true, false]);
  const sets = new Roster("all", { file: people("li_lei", "rob"), as: "set" }).users;
  expect([sets["eds/li_lei"] instanceof eds.UserSet, sets["workspace/rob"] instanceof workspace.UserSet]).toEqual([true, true]);
  await Promise.all([...Object.values(users), ...Object.values(sets)].map((user) => valueOf(user.urn)));
});

test("a prefix goes before every name, and a directory column into the keys", async () => {
  const path = file("directory,key,email\neds,li_na,li@x.com\n");
  const roster = new Roster("staff", { file: path, namePrefix: "hk-" });
  expect((await usersOf(roster)).map(({ name }) => name)).toEqual(["hk-li_na"]);
  expect(Object.keys(roster.users)).toEqual(["eds/li_na"]);
});

test("defaults may be outputs; passwords are secret", async () => {
  const path = file("endUserId,email,password\nli_na,li@x.com,\nbob_a,b@x.com,env:ROSTER_TEST_PASSWORD\n");
  process.env["ROSTER_TEST_PASSWORD"] = "Canary-9481-Pass";
  try {
    const defaults = {
      orgId: pulumi.output("org-a"),
      groupIdList: [pulumi.output("ug-a")],
      password: pulumi.secret("Canary-1111-Pass"),
      remark: undefined,
    };
    const roster = new Roster("staff", { file: path, directory: "eds", defaults });
    const users = await usersOf(roster);
    expect(users.map(({ inputs }) => [inputs["orgId"], inputs["groupIdList"], inputs["remark"]])).toEqual([
      ["org-a", ["ug-a"], undefined],
      ["org-a", ["ug-a"], undefined],
    ]);
    for (const user of Object.values(roster.users)) {
      const password: unknown = Reflect.get(user, "password");
      expect(pulumi.Output.isInstance(password) && (await pulumi.isSecret(password))).toBe(true);
    }
  } finally {
    delete process.env["ROSTER_TEST_PASSWORD"];
  }
});

test("a bad roster is one RunError, and nothing at all is registered", () => {
  const path = file("endUserId,email\nli_na,li@x.com\nBAD!,x\n");
  let thrown: unknown;
  try {
    new Roster("staff", { file: path, directory: "eds" });
  } catch (error) {
    thrown = error;
  }
  expect(pulumi.RunError.isInstance(thrown)).toBe(true);
  expect(String(thrown)).toMatch(
    /people\.csv has 2 problems:\n {2}.*people\.csv:3:1 BAD!: endUserId .*\n {2}.*people\.csv:3:2 BAD!: email /,
  );
  expect(registered).toEqual([]);
});

test("a missing file, likewise", () => {
  expect(() => new Roster("staff", { file: join(folder, "nowhere.csv"), directory: "eds" })).toThrow(pulumi.RunError);
  expect(registered).toEqual([]);
});

test("of the option ignoreChanges it is told that nobody has it", async () => {
  const warn = jest.spyOn(pulumi.log, "warn").mockResolvedValue();
  const rosters = [{}, { ignoreChanges: [] }, { ignoreChanges: ["email"] }].map((opts, index) => {
    const people = file(`endUserId,email\nann_${index},ann@example.com\n`, `${index}.csv`);
    return new Roster(`staff-${index}`, { file: people, directory: "eds" }, opts);
  });
  for (const roster of rosters) await usersOf(roster);
  expect(warn.mock.calls).toEqual([[expect.stringMatching(/ignoreChanges \(email\) holds for nobody in a roster/), rosters[2]]]);
  warn.mockRestore();
});

describe('as: "set"', () => {
  /** The sets among the registered resources, once all of `roster` are. */
  async function setsOf(roster: Roster): Promise<readonly Registered[]> {
    await Promise.all(Object.values(roster.users).map((user) => valueOf(user.urn)));
    return registered.filter(({ type }) => type.endsWith(":UserSet"));
  }

  test("people become members of one set for each directory, named after the roster", async () => {
    const path = file("directory,key,email,displayName\neds,li_na,li@x.com,\neds,bob_a,b@x.com,\ncloudidentity,li_na,li@x.com,Li Na\n");
    const roster = new Roster("staff", { file: path, as: "set", namePrefix: "hk-" });
    expect((await setsOf(roster)).map(({ type, name, inputs }) => [type, name, readSet(inputs)["users"]])).toEqual([
      ["pulumi-nodejs:dynamic/rollcall/eds:UserSet", "staff", { li_na: { email: "li@x.com" }, bob_a: { email: "b@x.com" } }],
      ["pulumi-nodejs:dynamic/rollcall/cloudidentity:UserSet", "staff", { li_na: { email: "li@x.com", displayName: "Li Na" } }],
    ]);
    expect(Object.keys(roster.users)).toEqual(["eds/li_na", "eds/bob_a", "cloudidentity/li_na"]);
    expect(roster.users["eds/li_na"]).toBe(roster.users["eds/bob_a"]);
    expect(await valueOf(roster.count)).toBe(3);
  });

  test("defaults are declared once, outputs among them, and a person's own value stays the person's", async () => {
    const path = file("endUserId,email,remark\nli_na,li@x.com,\nbob_a,b@x.com,own\n");
    const defaults = { orgId: pulumi.output("org-a"), remark: "everybody", onDelete: "retain" };
    const roster = new Roster("staff", { file: path, directory: "eds", as: "set", defaults });
    const [set] = await setsOf(roster);
    expect(set?.inputs).toMatchObject({ orgId: "org-a", remark: "everybody", onDelete: "retain" });
    expect(readSet(set?.inputs ?? {})["users"]).toEqual({ li_na: { email: "li@x.com" }, bob_a: { email: "b@x.com", remark: "own" } });
  });
});
