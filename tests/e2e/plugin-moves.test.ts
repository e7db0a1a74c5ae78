import { describeLanguage, EngineProject, ExternalEmulator } from "./harness";

const set = (members: readonly string[]): string => `
  team:
    type: rollcall:eds:UserSet
    properties: { users: { ${members.map((name) => `${name}: { email: ${name}@example.com }`).join(", ")} } }
`;

const ROSTER = `
  staff:
    type: rollcall:index:Roster
    properties: { file: staff.csv, directory: eds }
`;

describeLanguage("yaml", () => {
  test("who leaves a set for a roster keeps the account, though no preview has shown it", async () => {
    const emulator = await ExternalEmulator.start();
    const files = { "staff.csv": "endUserId,email\nann,ann@example.com\n" };
    const project = EngineProject.create({
      language: "yaml",
      program: `resources:${set(["ann", "bob"])}`,
      files,
      env: emulator.environment(),
    });
    try {
      expect(await project.up()).toSucceed();
      const before = await emulator.users("eds");
      project.writeYaml(`resources:${set(["bob"])}${ROSTER}`);
      // With one thing at a time the engine asks about people of the roster only when the set is done.
      const moved = await project.up("--parallel", "1");
      expect(moved.code).not.toBe(0);
      expect(moved.all).toMatch(/while another resource declares the same person|is that of somebody who leaves a set in this run/);
      expect(await emulator.users("eds")).toEqual(before);
    } finally {
      project.remove();
      await emulator.stop();
    }
  });
});
