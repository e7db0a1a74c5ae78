import { join } from "node:path";
import { EngineProject, ExternalEmulator, repository, stateUsers } from "./harness";
import { startProcess } from "./harness/process";

const alice = { email: "alice@example.com", orgId: "org-design" };
const bob = { phone: "13800138000", groupIdList: ["ug-design"], orgId: "org-design" };
const dave = { email: "d@example.com", ownerType: "CreateFromManager", password: "Canary-Secret-7f3a", orgId: "org-design" };
const people = { alice, bob, dave };

/** People of their own, with a neighbour that depends on one of them, and a roster. */
const AS_USERS = `
  const { eds, cloudidentity, Roster } = require("rollcall");
  const users = Object.entries(${JSON.stringify(people)}).map(([name, args]) => new eds.User(name, { endUserId: name, ...args }));
  new cloudidentity.User("neighbour", { userName: "neighbour", displayName: users[0].email });
  new Roster("crew", { file: "people.csv", directory: "eds" });
`;

/** The same people as sets; what they have in common stands once. */
const AS_SET = `
  const { eds, cloudidentity, Roster } = require("rollcall");
  const { alice, bob, dave } = ${JSON.stringify(people, (name, value: unknown) => (name === "orgId" ? undefined : value))};
  const set = new eds.UserSet("staff", { users: { alice, bob, dave }, orgId: "org-design" });
  new cloudidentity.User("neighbour", { userName: "neighbour", displayName: set.users.apply((users) => users.alice.email) });
  new Roster("crew", { file: "people.csv", directory: "eds", as: "set" });
`;

test("people move from users to sets and back without any call, and the next run finds nothing to do", async () => {
  const emulator = await ExternalEmulator.start();
  const files = { "people.csv": "endUserId,email\nli_na,li@example.com\nbob_a,b@example.com\n" };
  const project = EngineProject.create({ program: AS_USERS, language: "javascript", files, env: emulator.environment() });
  const convert = async (...flags: readonly string[]): Promise<string> => {
    project.write("before.json", await project.exportText());
    const command = [join(repository, "dist", "cli", "main.js"), "convert", "before.json", "--out", "after.json", ...flags];
    const { code, all } = await startProcess(process.execPath, command, { cwd: project.folder, env: process.env }).done;
    expect({ code, all }).toEqual({ code: 0, all: expect.stringContaining("resources became") });
    expect(await project.engine("stack", "import", "--file", "after.json", "--stack", "test")).toSucceed();
    return project.read("after.json");
  };
  const unchanged = async (): Promise<void> => {
    const { code, all } = await project.up("--expect-no-changes");
    expect(code === 0 ? "unchanged" : all).toBe("unchanged");
  };
  try {
    expect(await project.up()).toSucceed();
    await emulator.resetCalls();

    const asSet = await convert("--to", "set", "--name", "staff", "--directory", "eds");
    expect(asSet).not.toContain(dave.password);
    project.writeProgram(AS_SET);
    await unchanged();
    expect(await emulator.calls()).toEqual({});
    expect([...stateUsers(project).keys()].sort()).toEqual(["crew", "neighbour", "staff"]);
    const looked = await project.preview("--refresh", "--expect-no-changes", "--diff");
    expect(looked.code === 0 ? "unchanged" : looked.all).toBe("unchanged");

    await emulator.resetCalls();
    await convert("--to", "users");
    project.writeProgram(AS_USERS);
    await unchanged();
    expect(await emulator.calls()).toEqual({});
    expect([...stateUsers(project).keys()].sort()).toEqual(["alice", "bob", "bob_a", "dave", "li_na", "neighbour"]);
  } finally {
    project.remove();
    await emulator.stop();
  }
});
