import { EngineProject, ExternalEmulator } from "./harness";

const program = (body: string): string => `
  const { Account, eds } = require("rollcall");
  const [north, twin] = ["north", "twin"].map((name) => ({ provider: new Account(name, {}) }));
  const ann = { endUserId: "ann", email: "ann@example.com" };
  const { endUserId, ...member } = ann;
  const crew = { groupName: "crew" };
  ${body}
`;

test("two accounts of a program that are one are no way to have somebody twice, and none ends what the other has", async () => {
  const emulator = await ExternalEmulator.start();
  const project = EngineProject.create({ program: program(""), language: "javascript", env: emulator.environment() });
  const refused = async (body: string, text: string): Promise<void> => {
    project.writeProgram(program(body));
    const run = await project.preview();
    expect(run.code).not.toBe(0);
    expect(run.all).toContain(text);
  };
  const first = 'new eds.User("ann", ann, north); new eds.Group("crew", crew, north);';
  try {
    project.writeProgram(program(first));
    expect(await project.up()).toSucceed();
    for (const again of ['eds.User("ann2", ann, twin)', 'eds.User("ann2", ann)', 'eds.UserSet("staff", { users: { ann: member } }, twin)'])
      await refused(`${first} new ${again};`, 'endUserId "ann" is declared already by eds:User "ann"');
    await refused(`${first} new eds.Group("crew2", crew, twin);`, 'groupName "crew" is declared already by eds:Group "crew"');
    await refused(
      'new eds.User("ann", ann, north); new eds.Group("crew2", crew, twin);',
      'eds group crew: was crew under the account "north", is now crew2 under the account "twin"',
    );
  } finally {
    project.remove();
    await emulator.stop();
  }
});
