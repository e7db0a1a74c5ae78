import { runDrift, type DriftResult } from "../../../cli/drift/answer";
import { importDirectory, type Imported } from "../../../cli/import/run-import";
import { plain } from "../../../cli/report/text";
import { readStackState } from "../../../cli/stack/stack-state";
import { openCatalogue } from "../../../provider/calls/catalogue";
import { directories, type DirectoryName } from "../../../provider/directories";
import { RollcallError } from "../../../provider/model/error";
import { type Exported, exportedState } from "../cli/exported-state";
import { samplePerson } from "../cli/sample-people";
import { configOf } from "../cli/stack-config";
import { openTap, type Tapped } from "../directories/harness/tap";
import { World } from "../directories/harness/world";
import { seeded } from "../../unit/calls/virtual-clock";
import { drawn, type Fault, FAULTS } from "./faults";

const SEED = Number(process.env["ROLLCALL_SEED"] ?? 1 + Math.floor(Math.random() * 1_000_000_000));
/** How many faults each run tries of each directory, and how many people stand there: more than a page holds. */
const [ROUNDS, PEOPLE] = [Number(process.env["ROLLCALL_FAULTS"] ?? 2), 104];
const NAMES = Object.keys(directories) as readonly DirectoryName[];

describe.each(NAMES)(`what is read of %s by way of faults is the truth, or nothing (ROLLCALL_SEED=${SEED})`, (name) => {
  const world = new World(directories[name]);
  const managed: Exported[] = [];
  let truth: { readonly imported: string; readonly drift: Sections };

  beforeAll(async () => {
    await world.start();
    const provider = await world.provider();
    const create = async (number: number): Promise<Exported> => {
      const { id, outs } = await provider.create(samplePerson(name, number));
      return { directory: name, name: `person_${number}`, id, outputs: outs };
    };
    const people = await Promise.all(Array.from({ length: PEOPLE }, (_, index) => create(index + 1)));
    managed.push(...people.slice(0, -2));
    await world.remove("person_7");
    await world.edit("person_8", name === "workspace" ? { description: "Elsewhere" } : { Email: "elsewhere@pier.example" });
    const { endpoint } = world.emulator;
    truth = { imported: told(await read(endpoint)), drift: sections(await drift(endpoint)) };
  }, 60_000);
  afterAll(() => world.close());

  async function read(endpoint: string): Promise<Imported> {
    const settings = { [`${name}Endpoint`]: endpoint };
    const context = await world.context(world.directory.kinds.User, settings);
    const catalogue = openCatalogue(world.directory, await world.account(settings), context.service);
    return importDirectory({ context, catalogue }, { to: "roster", as: "users", out: "people.csv", name: "people", withGroups: true });
  }

  async function drift(endpoint: string): Promise<DriftResult> {
    const loaded = { state: readStackState(exportedState(managed)), config: configOf(world, { [`${name}Endpoint`]: endpoint }) };
    const say = (): void => undefined;
    return runDrift(loaded, { ignore: [], folder: "/nowhere", environment: {}, say, clock: world.clock });
  }

  /** Goes through a tap of its own, so that no round has another one's retry budget. */
  async function through<T>(fault: Fault, work: (endpoint: string) => Promise<T>): Promise<T> {
    const tap = await openTap(world.emulator.endpoint, fault.bend);
    await world.faults(...fault.rules);
    // Time that repeats have skipped would make signatures too old.
    world.clock.advance(Date.now() - world.clock.now());
    try {
      return await work(tap.endpoint);
    } finally {
      await world.faults();
      await tap.close();
    }
  }

  test("people and groups in the truth are as expected", () => {
    expect(truth.drift).toEqual({ deleted: ["person_7"], edited: ["person_8"], unmanaged: ["person_103", "person_104"] });
    expect(truth.imported).toContain("person_104");
  });

  test.each(drawn(seeded(SEED + NAMES.indexOf(name)), ROUNDS))("$what", async (fault) => {
    const imported = await through(fault, read).then(told, refusal);
    if (typeof imported === "string") expect(imported).toBe(truth.imported);

    const result = await through(fault, drift);
    const seen = sections(result);
    if (result.report.unseen.length === 0) expect(seen).toEqual(truth.drift);
    expect(result.exitCode).not.toBe(0);
    // What is reported is true also where something else could not be looked at.
    for (const [section, keys] of Object.entries(seen)) expect(truth.drift[section]).toEqual(expect.arrayContaining([...keys]));
  });

  test("people who leave between two pages hide nobody behind them", async () => {
    const leaving = ["person_1", "person_2", "person_3"];
    const isPage = /^(ListUsers|DescribeUsers)$|^GET .*\/users$/;
    const bend = async ({ operation }: Tapped): Promise<undefined> => {
      const [key] = isPage.test(operation) ? leaving.splice(0, 1) : [];
      if (key !== undefined) await world.remove(key);
    };
    const { taken } = await through({ what: "leaving", rules: [], bend }, read);
    const keys = (all: Imported["taken"]): readonly string[] => all.map(({ user }) => user.ref.key);
    expect(keys(taken)).toEqual(expect.arrayContaining([...keys((await read(world.emulator.endpoint)).taken)]));
  });
});

test("there is a fault of each kind", () => {
  expect(Object.keys(FAULTS).length).toBeGreaterThan(30);
});

type Sections = Readonly<Record<string, readonly string[]>>;

function sections({ report }: DriftResult): Sections {
  return Object.fromEntries(report.sections.map(({ id, entries }) => [id, entries.map(({ key }) => plain(key))]));
}

/** What an import says in its files and of its people. */
function told({ content, groupsContent, importFile, leftOut }: Imported): string {
  return JSON.stringify([content, groupsContent, importFile, leftOut.map(({ reason }) => reason)]);
}

/** What a failed import says, which must be of use and of ours. */
function refusal(error: unknown): RollcallError {
  if (!(error instanceof RollcallError)) throw error;
  expect(error.remedy).toMatch(/\w.*\.$/);
  return error;
}
