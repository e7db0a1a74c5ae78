import { edsConsole, EngineProject, ExternalEmulator, stateResources } from "./harness";

/** People, a set and a group of an account that names the place of ENDPOINT, under a name; nobody else's but these leave. */
const program = (account: string, names: readonly string[]): string => `
  const { Account, eds } = require("rollcall");
  const provider = new Account(${account});
  const names = ${JSON.stringify(names)};
  for (const name of names) new eds.User(name, { endUserId: name, email: name + "@example.com" }, { provider });
  new eds.UserSet("staff", {
    users: Object.fromEntries(names.map((name) => ["set_" + name, { email: "set." + name + "@example.com" }])),
  }, { provider });
`;

const settings = "edsEndpoint: process.env.ENDPOINT";

/** The same stack in two places, of which each has everybody's namesakes. */
describe("an account that has moved to another place", () => {
  let home: ExternalEmulator;
  let abroad: ExternalEmulator;
  beforeAll(async () => {
    [home, abroad] = [await ExternalEmulator.start({ seed: 1 }), await ExternalEmulator.start({ seed: 1 })];
    const namesakes = ["ann", "set_ann", "bob", "set_bob"].map((name) => ({ EndUserId: name, Email: `${name}@stranger.example` }));
    await edsConsole(abroad, "CreateUsers", { form: { Users: namesakes } });
  });
  afterAll(async () => {
    await home.stop();
    await abroad.stop();
  });

  test.each([
    ["under its name", `"north", { ${settings} }`],
    ["under an alias", `"south", { ${settings} }, { aliases: [{ name: "north" }] }`],
  ])("%s: who leaves in a later run is looked at first, by destroy too", async (_where, moved) => {
    const env = { ...home.environment(), ENDPOINT: home.line.endpoint };
    const project = EngineProject.create({ program: program(`"north", { ${settings} }`, ["ann", "bob"]), language: "javascript", env });
    try {
      expect(await project.up()).toSucceed();
      expect(project.stateText()).not.toContain("__hasMoved");
      const [here, there] = [await home.users("eds"), await abroad.users("eds")];

      project.setEnvironment({ ENDPOINT: abroad.line.endpoint });
      project.writeProgram(program(moved, ["ann", "bob"]));
      const run = await project.up();
      expect(run).toSucceed();
      expect(run.all).toMatch(/4 users are declared in an account that names another place/);
      expect(run.all).not.toContain("take nobody out");
      expect(project.stateText()).toContain('"rollcall:__hasMoved":"true"');

      project.writeProgram(program(moved, ["bob"]));
      const later = await project.up("--continue-on-error");
      expect(later.code).not.toBe(0);
      const seen = (name: string): RegExp =>
        new RegExp(`${name}: the account that the program now names .* differs: email is .*${name}@stranger`);
      expect(later.all).toMatch(seen("set_ann"));
      const destroyed = await project.destroy("--continue-on-error");
      expect(destroyed.code).not.toBe(0);
      for (const name of ["ann", "bob", "set_ann"]) expect(destroyed.all).toMatch(seen(name));
      expect([await home.users("eds"), await abroad.users("eds")]).toEqual([here, there]);

      project.setEnvironment({ ENDPOINT: home.line.endpoint });
      project.writeProgram(program(moved, ["bob"]));
      expect(await project.up()).toSucceed();
      expect(await project.destroy()).toSucceed();
      expect(stateResources(project).filter(({ type }) => type.includes("eds"))).toEqual([]);
      expect([await home.users("eds"), await abroad.users("eds")]).toEqual([[], there]);
    } finally {
      project.remove();
    }
  });
});
