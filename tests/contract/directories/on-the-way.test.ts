import { directories, type DirectoryName } from "../../../provider/directories";
import { kindsOf } from "../../../provider/model/kind";
import { type Bag, isBag, mapped } from "../../../provider/model/values";
import { openTap, type Tap, type Tapped } from "./harness/tap";
import { freshWorld } from "./harness/world";

/** Somebody of each directory, besides the name. */
const PEOPLE: Readonly<Record<DirectoryName, Bag>> = {
  eds: { email: "ann@pier.example", ownerType: "Normal" },
  eiam: { displayName: "Ann", primaryOrganizationalUnitId: "ou_design00000000000000000000" },
  workspace: { userEmail: "ann@pier.example", activeType: "USER_ACTIVATE" },
  cloudidentity: { displayName: "Ann" },
};

const NAMES = Object.keys(directories) as readonly DirectoryName[];
const KINDS = NAMES.flatMap((name) => kindsOf(directories[name]).map((kind) => ({ name, kind, what: `${name} ${kind.noun}` })));

describe.each(KINDS)("$what", ({ name, kind }) => {
  const world = freshWorld(directories[name]);
  let tap: Tap;
  let bend: (tapped: Tapped) => unknown;
  beforeEach(async () => {
    bend = () => undefined;
    tap = await openTap(world().emulator.endpoint, (tapped) => bend(tapped));
  });
  afterEach(() => tap.close());
  const settings = () => ({ [`${name}Endpoint`]: tap.endpoint });
  const open = () => world().provider(settings(), world().clock, kind);
  const declared = (key: string): Bag => ({ ...(kind.token === "User" && PEOPLE[name]), [kind.naturalKey]: key });

  test("is there once where pages show it twice", async () => {
    const { id, outs } = await (await open()).create(declared("night_1"));
    bend = ({ answer }) => twice(answer);
    expect(await (await open()).read(id, outs)).toMatchObject({ id });
    expect(await (await open()).create(declared("night_1"))).toMatchObject({ id });
    const listed: string[] = [];
    for await (const { ref } of (await world().context(kind, settings())).calls.list()) listed.push(ref.id);
    expect(listed.filter((one) => one === id)).toEqual([id]);
    expect(listed).toHaveLength(new Set(listed).size);
  });

  test("is not mistaken for another one that an answer is about, and that one stays as it is", async () => {
    const { id, outs } = await (await open()).create(declared("night_1"));
    const other = await (await open()).create(declared("night_2"));
    bend = ({ answer }) => JSON.parse(JSON.stringify(answer).replaceAll(id, other.id).replaceAll("night_1", "night_2"));
    const read = await (await open()).read(id, outs).catch(() => ({}));
    expect(read).not.toMatchObject({ id: other.id });
    const text = kind.token === "User" ? {} : { description: "Ours" };
    await (await open()).update(id, outs, { ...declared("night_1"), ...text }).catch(() => undefined);
    bend = () => undefined;
    expect((await (await open()).read(other.id, other.outs)).inputs).toEqual(declared("night_2"));
  });
});

/** The answer with every entry of its lists twice. */
function twice(answer: Bag): Bag {
  return mapped(answer, (value) => {
    if (Array.isArray(value) && value.some(isBag)) return [...value, ...value];
    return isBag(value) ? twice(value) : value;
  });
}
