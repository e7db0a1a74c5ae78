import { EngineProject, ExternalEmulator } from "./harness";
import { startProcess } from "./harness/process";

/** Runs inline programs one after the other in one process; prints a line of JSON for each. */
const SCRIPT = `
const { LocalWorkspace } = require("@pulumi/pulumi/automation");
let people = [];
let boxes = { dan: "desk" };
let more = async () => {};
const program = async () => {
  const { eds, eiam } = require("rollcall");
  // Whose address passes on has it in the run before the last.
  for (const [name, box] of Object.entries(boxes))
    new eiam.User(name, { username: name, email: box + "@example.com", emailVerified: true, primaryOrganizationalUnitId: "ou_design00000000000000000000" });
  for (const name of people) new eds.User(name, { endUserId: name, email: name + "@example.com" });
  await more(require("rollcall"));
};
process.on("unhandledRejection", () => {});
const staff = Array.from({ length: 14 }, (_, index) => "person_" + index);
(async () => {
  const stack = await LocalWorkspace.createOrSelectStack(
    { stackName: "inline", projectName: "inline", program }, { workDir: process.cwd(), envVars: process.env });
  const up = async (label, declared, besides = async () => {}) => {
    [people, more] = [declared, besides];
    const text = await stack.up().then(({ summary }) => JSON.stringify(summary.resourceChanges), (error) => error.message);
    console.log(JSON.stringify({ label, text }));
  };
  await up("first", staff);
  await up("bad line", ["Bad!", ...staff.slice(1)]);
  await up("most leave", staff.slice(0, 2));
  const kept = boxes;
  boxes = {};
  await up("nobody", []);
  boxes = kept;
  await up("unknown group", staff.slice(0, 3), async ({ eds }) => {
    new eds.User("late", { endUserId: "late", email: "l@example.com", groupIdList: [eds.getGroup({ name: "nowhere" }).groupId] });
  });
  await up("own failure", staff.slice(0, 3), async () => void Promise.reject(new Error("the list of people is not there")));
  await up("renamed by a transform", staff, async () => {
    const { runtime } = require("@pulumi/pulumi");
    runtime.registerResourceTransform(({ type, props, opts }) =>
      type.endsWith("eds:User") ? { props: { ...props, endUserId: "x_" + props.endUserId }, opts } : undefined);
  });
  boxes = { eva: "desk", dan: "dan" };
  await up("one leaves", staff.slice(1));
  process.exit(0);
})();
`;

test("an inline program of the Automation API loses nobody by a bad line, a failed look-up, its own failure, a shrunk list or a transform; an address passes on", async () => {
  const emulator = await ExternalEmulator.start();
  const project = EngineProject.create({ program: "", language: "javascript", env: emulator.environment() });
  try {
    project.write("inline.js", SCRIPT);
    const env = { ...project.environment(), PULUMI_CONFIG_PASSPHRASE: "inline" };
    const run = await startProcess(process.execPath, ["inline.js"], { cwd: project.folder, env }).done;
    const said = new Map(
      run.stdout.split("\n").flatMap((line): [string, string][] => {
        if (!line.startsWith('{"label"')) return [];
        const { label, text }: { label: string; text: string } = JSON.parse(line);
        return [[label, text]];
      }),
    );
    expect([...said.keys()]).toEqual([
      "first",
      "bad line",
      "most leave",
      "nobody",
      "unknown group",
      "own failure",
      "renamed by a transform",
      "one leaves",
    ]);
    expect(said.get("first")).toBe('{"create":16}');
    expect(said.get("bad line")).toMatch(
      /Rollcall refuses 1 of 15 users; nothing was created or changed[^]*eds:User "Bad!": endUserId must be/,
    );
    expect(said.get("most leave")).toMatch(/would delete 12 of 15 managed users/);
    // Nothing of the package, which is loaded already, is called in this run.
    expect(said.get("nobody")).toMatch(/would delete 15 of 15 managed users/);
    expect(said.get("unknown group")).toMatch(/nowhere/);
    expect(said.get("own failure")).toMatch(/the list of people is not there/);
    expect(said.get("renamed by a transform")).toMatch(/endUserId is changed by a resource transform [^]* Make it a transformation/);
    // Nobody went in any of the runs that were stopped.
    expect(said.get("one leaves")).toBe('{"create":1,"delete":1,"same":14,"update":1}');
    expect(await emulator.users("eds")).toHaveLength(13);
    const boxes = (await emulator.users("eiam")).map(({ Username, Email }) => [Username, Email]);
    expect(Object.fromEntries(boxes)).toEqual({ dan: "dan@example.com", eva: "desk@example.com" });
  } finally {
    project.remove();
    await emulator.stop();
  }
});
