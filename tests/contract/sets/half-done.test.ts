import { directories } from "../../../provider/directories";
import { record } from "../../../provider/model/values";
import { freshWorld, type World } from "../directories/harness/world";
import { outputs, type Properties, setProvider } from "./set-world";

/** Units every new emulated EIAM instance has below its root. */
const DESIGN = "ou_design00000000000000000000";
const SALES = "ou_sales000000000000000000000";

interface Case {
  readonly directory: "eds" | "eiam";
  readonly what: string;
  /** The second call of the step that fails. */
  readonly fault: string;
  before(world: World): Properties;
  /** Declared in the run that fails. */
  after(world: World): Properties;
  /** Where the emulator shows it. */
  readonly shown: readonly string[];
}

const eds = { email: "alice@example.com" };
const root = (world: World): string => world.emulator.eiam.rootOrganizationalUnitId;
const cases: readonly Case[] = [
  {
    directory: "eds",
    what: "the lock that follows a lock time, which unlocks",
    fault: "LockUsers expired-credentials",
    before: () => ({ ...eds, status: "disabled" }),
    after: () => ({ ...eds, status: "disabled", autoLockTime: "2099-03-31 18:00:00" }),
    shown: ["Status"],
  },
  {
    directory: "eiam",
    what: "the further units behind the primary one",
    fault: "AddUserToOrganizationalUnits expired-credentials",
    before: (world) => ({ primaryOrganizationalUnitId: root(world) }),
    after: () => ({ primaryOrganizationalUnitId: SALES, organizationalUnitIds: [DESIGN] }),
    shown: ["PrimaryOrganizationalUnitId", "OrganizationalUnitIds"],
  },
  {
    directory: "eiam",
    what: "the units that end behind those that begin",
    fault: "RemoveUserFromOrganizationalUnits expired-credentials",
    before: (world) => ({ primaryOrganizationalUnitId: root(world), organizationalUnitIds: [SALES] }),
    after: (world) => ({ primaryOrganizationalUnitId: root(world), organizationalUnitIds: [DESIGN] }),
    shown: ["PrimaryOrganizationalUnitId", "OrganizationalUnitIds"],
  },
];

describe.each(cases)("a member of a set of $directory for whom a step fails in the middle: $what", (one) => {
  const directory = directories[one.directory];
  const world = freshWorld(directory);
  const declare = (alice: Properties): Properties => ({ users: { alice } });
  const stored = async (): Promise<readonly unknown[]> => {
    const [user = {}] = await world().users();
    return one.shown.map((name) => user[name]);
  };

  test.each(["at once", "after a preview that says so", "after a refresh"])("is as before when the program is, %s", async (when) => {
    const provider = await setProvider(directory, world());
    const { id, outs } = await provider.create(declare(one.before(world())));
    const before = await stored();
    await world().faults(one.fault);
    const failed: unknown = await provider.update(id, outputs(outs), declare(one.after(world()))).catch((error: unknown) => error);
    await world().faults();
    expect(await stored()).not.toEqual(before);
    let state = outputs(record(failed)["properties"]);
    const back = declare(one.before(world()));
    if (when === "after a refresh") state = outputs((await provider.read(id, state)).props);
    if (when === "after a preview that says so") {
      world().said.length = 0;
      expect(await provider.diff(id, state, back)).not.toEqual({ changes: false });
      expect(world().said.join()).toContain("1 to change (alice: ");
    }
    const { outs: done } = await provider.update(id, state, back);
    expect(await stored()).toEqual(before);
    expect(await provider.diff(id, outputs(done), back)).toEqual({ changes: false });
  });
});
