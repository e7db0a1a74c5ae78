import { EngineProject, ExternalEmulator } from "./harness";

/** Two accounts of two places, and one person, a set and a group of one of them. */
const program = (account: string, more = ""): string => `
  const { Account, eds } = require("rollcall");
  const accounts = {
    north: new Account("north", { edsRegion: "cn-shanghai" }),
    south: new Account("south", { edsRegion: "cn-hangzhou" }),
    twin: new Account("twin", { edsRegion: "cn-hangzhou" }),
  };
  const opts = { provider: accounts.${account} };
  new eds.User("ann", { endUserId: "ann", email: "ann@example.com" }, opts);
  new eds.UserSet("staff", { users: { bea: { email: "bea@example.com" } } }, opts);
  new eds.Group("crew", { groupName: "crew" }, opts);
  ${more}
`;

test("whoever is given an account at another place is told of: nobody moves there, and nobody looks", async () => {
  const emulator = await ExternalEmulator.start();
  const project = EngineProject.create({ program: program("north"), language: "javascript", env: emulator.environment() });
  try {
    expect((await project.up()).all).not.toContain("another place");
    expect((await project.up()).all).not.toContain("another place");
    // Where providers take long to start, people go before the program has ended.
    project.writeProgram(program("south", "setTimeout(() => undefined, 3_000);"));
    const moved = await project.up();
    expect(moved).toSucceed();
    expect(moved.all).toMatch(/warning: 3 users, groups and units are declared in an account that names another place than before/);
    for (const who of ["user ann", "user bea", "group crew"])
      expect(moved.all).toContain(
        `eds ${who}: the account "south" has another edsRegion than the account "north", where the last run had the`,
      );
    // Another name of the same place is no other place.
    project.writeProgram(program("twin"));
    expect((await project.up()).all).not.toContain("another place");
  } finally {
    project.remove();
    await emulator.stop();
  }
});
