import { edsConsole, EngineProject, ExternalEmulator, stateResources } from "./harness";

/**
 * People and a set of each of two accounts that name the place of ENDPOINT, and of the stack's own, whose place the environment names;
 * nobody else's but these leave.
 */
const program = (second: string, people: readonly string[]): string => `
  const { Account, eds } = require("rollcall");
  const settings = { edsEndpoint: process.env.ENDPOINT };
  const people = ${JSON.stringify(people)};
  for (const [at, provider] of Object.entries({ north: new Account("north", settings), east: new Account(${second}), own: undefined })) {
    const names = people.map((name) => at + "_" + name);
    for (const name of names) new eds.User(name, { endUserId: name, email: name + "@example.com" }, { provider });
    new eds.UserSet(at, {
      users: Object.fromEntries(names.map((name) => ["set_" + name, { email: "set." + name + "@example.com" }])),
    }, { provider });
  }
`;
const EAST = '"east", settings';
const RENAMED = '"south", settings, { aliases: [{ name: "east" }] }';

test("who leaves an account that has moved, under its name or an alias or with the environment, is looked at first in later runs, by destroy too", async () => {
  const [home, abroad] = [await ExternalEmulator.start({ seed: 1 }), await ExternalEmulator.start({ seed: 1 })];
  const namesOf = (...people: string[]): string[] =>
    ["north", "east", "own"].flatMap((at) => people.flatMap((person) => [`${at}_${person}`, `set_${at}_${person}`]));
  const namesakes = namesOf("ann", "bob").map((name) => ({ EndUserId: name, Email: `${name}@stranger.example` }));
  const env = { ...home.environment(), ENDPOINT: home.line.endpoint };
  const project = EngineProject.create({ program: program(EAST, ["ann", "bob"]), language: "javascript", env });
  try {
    await edsConsole(abroad, "CreateUsers", { form: { Users: namesakes } });
    expect(await project.up()).toSucceed();
    expect(project.stateText()).not.toContain("__hasMoved");
    const [here, there] = [await home.users("eds"), await abroad.users("eds")];

    const at = ({ line: { endpoint } }: ExternalEmulator) => ({ ENDPOINT: endpoint, ROLLCALL_EDS_ENDPOINT: endpoint });
    project.setEnvironment(at(abroad));
    project.writeProgram(program(RENAMED, ["ann", "bob"]));
    const run = await project.up();
    expect(run).toSucceed();
    expect(run.all).toMatch(/8 users are declared in an account that names another place/);
    expect(run.all).not.toContain("take nobody out");
    expect(project.stateText().match(/"rollcall:__hasMoved":"true"/g)).toHaveLength(4);

    project.writeProgram(program(RENAMED, ["bob"]));
    const later = await project.up("--continue-on-error");
    expect(later.code).not.toBe(0);
    const seen = (name: string): RegExp =>
      new RegExp(`${name}: the account that the program now names .* differs: email is .*${name}@stranger`);
    // The first refusal ends the program.
    expect(later.all).toMatch(seen("set_(north|east|own)_ann"));
    const destroyed = await project.destroy("--continue-on-error");
    expect(destroyed.code).not.toBe(0);
    for (const name of namesOf("ann", "bob").filter((name) => !/^set_.*bob/.test(name))) expect(destroyed.all).toMatch(seen(name));
    expect([await home.users("eds"), await abroad.users("eds")]).toEqual([here, there]);

    project.setEnvironment(at(home));
    project.writeProgram(program(RENAMED, ["bob"]));
    expect(await project.up()).toSucceed();
    expect(await project.destroy()).toSucceed();
    expect(stateResources(project).filter(({ type }) => type.includes("eds"))).toEqual([]);
    expect([await home.users("eds"), await abroad.users("eds")]).toEqual([[], there]);
  } finally {
    project.remove();
    await home.stop();
    await abroad.stop();
  }
});
