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

  test.each<readonly [string, RegExp]>([
    ["what finds it", /^(List|Describe|Filter|GET)/],
    ["its creation", /^Create/],
  ])("has an id of the service's where the answer to %s names none", async (_what, operations) => {
    const lasting = operations.test("List") ? await (await open()).create(declared("night_1")) : undefined;
    bend = ({ operation, answer }) => (operations.test(operation) ? withoutIds(answer) : undefined);
    const { id } = await (await open()).create(declared("night_1")).catch(() => ({ id: lasting?.id }));
    bend = () => undefined;
    expect(await (await open()).create(declared("night_1"))).toMatchObject({ id });
    expect(id).toMatch(/./);
  });

  if (`${name} ${kind.token}` !== "eds User")
    test("that lists still show for a moment after its end is not taken for the new one of its name", async () => {
      const provider = await open();
      const { id, outs } = await provider.create(declared("night_1"));
      const shown = new Map<string, Bag>();
      bend = ({ operation, answer }) => void (LISTS.test(operation) && shown.set(operation, answer));
      for await (const _one of (await world().context(kind, settings())).calls.list()) continue;
      bend = () => undefined;
      await provider.delete(id, outs);
      bend = ({ operation, answer }) => both(answer, shown.get(operation) ?? {});
      await world().faults(...(kind.token === "User" ? ["Create* lost-response first=1"] : []));
      const made = await provider.create(declared("night_1"));
      bend = () => undefined;
      expect(made.id).not.toBe(id);
      expect(await (await open()).read(made.id, made.outs)).toMatchObject({ id: made.id });
    });
});

/** What finds one by its name. */
const LISTS = /^(List|Describe)(Users|Groups|Orgs|OrganizationalUnits)$|^GET .*(users|groups)$/;

/** The answer with what the lists of another one hold besides. */
function both(answer: Bag, other: Bag): Bag {
  return mapped(answer, (value, name) => {
    const more = other[name];
    if (Array.isArray(value) && Array.isArray(more)) return [...more, ...value];
    return isBag(value) && isBag(more) ? both(value, more) : value;
  });
}

/** The answer with empty texts for ids. */
function withoutIds(answer: Bag): Bag {
  return mapped(answer, (value, name) => {
    if (Array.isArray(value)) return value.map((entry: unknown) => (isBag(entry) ? withoutIds(entry) : entry));
    if (isBag(value)) return withoutIds(value);
    return /^(User|Group|Org|OrganizationalUnit|EndUser)Id$|^id$/.test(name) ? "" : value;
  });
}

/** The answer with every entry of its lists twice. */
function twice(answer: Bag): Bag {
  return mapped(answer, (value) => {
    if (Array.isArray(value) && value.some(isBag)) return [...value, ...value];
    return isBag(value) ? twice(value) : value;
  });
}
