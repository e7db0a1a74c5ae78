import { EngineProject, ExternalEmulator } from "./harness";

const program = (body: string): string => `
  const { Account, eds, eiam } = require("rollcall");
  const [north, twin] = ["north", "twin"].map((name) => ({ provider: new Account(name, {}) }));
  const ann = { endUserId: "ann", email: "ann@example.com" };
  const { endUserId, ...member } = ann;
  const crew = { groupName: "crew" };
  const staff = (username, mailbox, opts) => new eiam.User(username, {
    username, email: mailbox + "@example.com", emailVerified: true, primaryOrganizationalUnitId: "ou_design00000000000000000000",
  }, opts);
  ${body}
`;

test("two accounts of a program that are one are no way to have somebody twice, none ends what the other has, and addresses pass on as within one", async () => {
  const emulator = await ExternalEmulator.start();
  const project = EngineProject.create({ program: program(""), language: "javascript", env: emulator.environment() });
  const refused = async (body: string): Promise<string> => {
    project.writeProgram(program(body));
    const run = await project.preview();
    expect(run.code).not.toBe(0);
    return run.all;
  };
  const first = 'new eds.User("ann", ann, north); new eds.Group("crew", crew, north);';
  try {
    project.writeProgram(program(`${first} staff("dan", "desk", north); staff("eva", "eva", twin);`));
    expect(await project.up()).toSucceed();
    const taken = "eiam user eva takes email from dan: ";
    expect(await refused(`${first} staff("eva", "desk", twin);`)).toContain(`${taken}dan leaves`);
    expect(await refused(`${first} staff("dan", "eva", north); staff("eva", "desk", twin);`)).toContain(`${taken.slice(0, -2)}: they wait`);
    const again = [
      'User("ann2", ann, twin)',
      'User("ann3", ann)',
      'UserSet("staff", { users: { ann: member } }, twin)',
      'Group("crew2", crew, twin)',
    ];
    const doubled = await refused(`${first} ${again.map((one) => `new eds.${one};`).join(" ")}`);
    for (const [who, other] of [
      ['eds:User "ann2"', 'eds:User "ann"'],
      ['eds:User "ann3"', 'eds:User "ann2"'],
      ['eds:UserSet "staff" users.ann', 'eds:User "ann3"'],
    ])
      expect(doubled).toContain(`${who}: endUserId "ann" is declared already by ${other}`);
    expect(doubled).toContain('eds:Group "crew2": groupName "crew" is declared already by eds:Group "crew"');
    expect(await refused('new eds.User("ann", ann, north); new eds.Group("crew2", crew, twin);')).toContain(
      'eds group crew: was crew under the account "north", is now crew2 under the account "twin"',
    );
  } finally {
    project.remove();
    await emulator.stop();
  }
});
