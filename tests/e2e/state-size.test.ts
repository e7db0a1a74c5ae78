import { record, records } from "../../provider/model/values";
import { EngineProject, ExternalEmulator } from "./harness";

const MEMBERS = 40;
/** Bytes of compact JSON. */
const PER_USER = 2_000;
const PER_MEMBER = 500;

/** Typical people of each directory with six fields, name included and password not. */
const program = (root: string): string => `
  const root = ${JSON.stringify(root)};
  const { eds, eiam, workspace, cloudidentity, Roster } = require("rollcall");
  const names = Array.from({ length: ${MEMBERS} }, (_, index) => "wang_xiaoming_" + index);
  function people(person) {
    return Object.fromEntries(names.map((name) => [name, person(name)]));
  }
  const email = (name) => name + "@example.com";
  const edsPerson = (name) => ({ email: email(name), phone: "13800138000", orgId: "org-design", realNickName: "Wang Xiaoming", groupIdList: ["ug-design"] });
  new Roster("everybody", { file: "people.csv", directory: "eds" });
  new eds.User("alone", { endUserId: "alone_in_stack", ...edsPerson("alone") });
  new eds.UserSet("staff", { users: people(edsPerson) });
  new eiam.UserSet("staff", { primaryOrganizationalUnitId: root, users: people((name) => ({ displayName: "Wang Xiaoming", email: email(name), emailVerified: true, description: "Design, third floor", userExternalId: "hr-" + name })) });
  new workspace.UserSet("staff", { users: people((name) => ({ userEmail: email(name), activeType: "USER_ACTIVATE", accountExpires: "0", description: "Design, third floor", enableChangePassword: true })) });
  new cloudidentity.UserSet("staff", { users: people((name) => ({ displayName: "Wang Xiaoming", email: email(name), phone: "+8613800138000", description: "Design, third floor" })) });
`;
const ROSTER = [
  "endUserId,email,phone,orgId,realNickName,groupIdList",
  "li_na_in_roster,li_na@example.com,13900139000,org-design,Li Na,ug-design",
].join("\n");

/** Bytes of each resource of a kind in the state. */
function sizes(exported: string, kind: "User" | "UserSet"): readonly number[] {
  const resources = records(record(record(record(JSON.parse(exported))["checkpoint"])["latest"])["resources"]);
  const wanted = resources.filter(
    ({ type }) => typeof type === "string" && type.startsWith("pulumi-nodejs:dynamic/rollcall/") && type.endsWith(`:${kind}`),
  );
  return wanted.map((resource) => Buffer.byteLength(JSON.stringify(resource)));
}

test(`a user takes at most ${PER_USER} bytes of state, a member of a set at most ${PER_MEMBER}`, async () => {
  const emulator = await ExternalEmulator.start();
  const project = EngineProject.create({
    program: program(emulator.line.eiam.rootOrganizationalUnitId),
    language: "javascript",
    files: { "people.csv": ROSTER },
    env: emulator.environment(),
  });
  try {
    expect((await project.up()).all).toMatch(/Resources:\n +\+ 8 created/);
    const exported = project.stateText();
    expect(sizes(exported, "User")).toHaveLength(2);
    expect(sizes(exported, "UserSet")).toHaveLength(4);
    for (const size of sizes(exported, "User")) expect(size).toBeLessThanOrEqual(PER_USER);
    for (const size of sizes(exported, "UserSet")) expect(size / MEMBERS).toBeLessThanOrEqual(PER_MEMBER);
  } finally {
    project.remove();
    await emulator.stop();
  }
});
