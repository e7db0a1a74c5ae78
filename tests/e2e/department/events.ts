import { type Department, HOMES, isSet, type Person } from "./department";

/** Something that happens in a department. @returns a word for it; `undefined` when it cannot happen now */
type Event = (department: Department) => string | undefined;

/** Fewer people would make a run that ends some of them one that ends too many. */
const FEWEST = 5;

const anybody = ({ people, draw }: Department): Person => draw.pick(people);

function leave(department: Department): string | undefined {
  const { people } = department;
  const person = anybody(department);
  if (people.length < FEWEST || department.passing.has(person.key)) return undefined;
  department.passing.add(person.key);
  department.people = people.filter((one) => one !== person);
  if (person.onDelete !== undefined) department.away.push(person);
  return `${person.key} leaves ${person.home}${person.onDelete === undefined ? "" : ` (${person.onDelete})`}`;
}

/** Where no service keeps addresses apart, anybody may exchange them; elsewhere the members of a set. */
function exchange(department: Department): string | undefined {
  const { directory, draw, people } = department;
  const one = anybody(department);
  const others = people.filter((other) => other !== one && (directory.sharesEmail || (isSet(one.home) && other.home === one.home)));
  if (others.length === 0) return undefined;
  const other = draw.pick(others);
  [one.email, other.email] = [other.email, one.email];
  return `${one.key} and ${other.key} exchange addresses`;
}

/** Who may take an address in the run in which this person gives it up: with the plugin nobody waits for another resource. */
function takers({ directory, host, people }: Department, giver: Person): readonly Person[] {
  const others = people.filter((other) => other !== giver);
  return host === "dynamic" || directory.sharesEmail ? others : others.filter((other) => isSet(giver.home) && other.home === giver.home);
}

function inherit(department: Department): string | undefined {
  const giver = anybody(department);
  const others = takers(department, giver);
  if (others.length === 0) return undefined;
  const taker = department.draw.pick(others);
  taker.email = giver.email;
  giver.email = department.address(giver.key);
  return `${taker.key} gets the address of ${giver.key}`;
}

/** A member's account ends with the set's own update, so that the address is free in the same run. */
function succeed(department: Department): string | undefined {
  const { people } = department;
  const leaver = anybody(department);
  const stays = department.of(leaver.home).some((other) => other !== leaver);
  if (people.length < FEWEST || leaver.onDelete !== undefined || !isSet(leaver.home) || !stays) return undefined;
  if (department.passing.has(leaver.key)) return undefined;
  department.passing.add(leaver.key);
  const taker = department.draw.pick(takers(department, leaver));
  taker.email = leaver.email;
  department.people = people.filter((one) => one !== leaver);
  return `${leaver.key} leaves ${leaver.home}, and ${taker.key} gets the address`;
}

function endGroup(department: Department): string | undefined {
  const { draw, groups } = department;
  if (groups.length < 2) return undefined;
  const group = draw.pick(groups);
  department.groups = groups.filter((one) => one !== group);
  for (const person of department.people) person.groups = person.groups.filter((resource) => resource !== group.resource);
  return `group ${group.name} ends`;
}

/** What may happen as often as it likes between two runs. */
const EVENTS: readonly Event[] = [
  (department) => {
    const home = department.draw.pick(HOMES);
    const key = department.hire(home);
    return key === undefined ? undefined : `${key} joins ${home}`;
  },
  (department) => {
    const person = anybody(department);
    person.email = department.address(person.key);
    return `${person.key} has another address`;
  },
  (department) => {
    const person = anybody(department);
    person.text = department.value();
    return `${person.key} has another ${department.directory.text}`;
  },
  (department) => {
    const person = anybody(department);
    if (person.onDelete !== undefined) return undefined;
    person.groups = department.some();
    return `${person.key} is in ${person.groups.join(" ") || "no group"}`;
  },
  (department) => {
    const { resource } = department.found();
    for (const person of department.people) if (person.onDelete === undefined && department.draw.chance(0.3)) person.groups.push(resource);
    return `group ${resource} is new`;
  },
  endGroup,
  (department) => {
    department.people.sort(() => department.draw.random() - 0.5);
    return "rows are sorted";
  },
  (department) => {
    const home = department.draw.pick(["staff", "desk"] as const);
    department.formats[home] = department.draw.pick(["csv", "excel", "yaml"] as const);
    return `${home} is written as ${department.formats[home]}`;
  },
];

/** What may happen once: of two in one run the second may have to wait for the first, and the first for the second. */
const PASSING: readonly Event[] = [exchange, inherit, succeed];

/** CloudIdentity has no way to rename a group: it is replaced, which the plugin refuses where no Guard tells it who is in the group. */
const renameGroup: Event = (department) => {
  if (department.directory.name === "cloudidentity" && department.host === "plugin") return undefined;
  const group = department.draw.pick(department.groups);
  group.name = department.nameOfGroup(department.next());
  return `group ${group.resource} is renamed`;
};

/** What happens between two runs. Who goes to another home goes in a run of its own, which is the second of the two. */
export function befall(department: Department): readonly string[] {
  const { draw } = department;
  const going = department.people.filter(({ goes, key }) => goes !== undefined && !department.passing.has(key));
  for (const person of going) {
    department.passing.add(person.key);
    person.home = person.goes ?? person.home;
    delete person.goes;
  }
  if (going.length > 0) return going.map(({ key, home }) => `${key} goes to ${home}`);
  const back = draw.some(department.away, 0.5).filter(({ key }) => !department.passing.has(key));
  for (const { key } of back) department.passing.add(key);
  department.away = department.away.filter((person) => !back.includes(person));
  // Whoever leaves and keeps the account keeps it as the last run left it.
  const leaving = draw.chance(0.5) ? [leave] : [];
  const chosen = Array.from({ length: 1 + draw.number(4) }, () => draw.pick(EVENTS));
  const happened = [...leaving, ...chosen, draw.pick([...PASSING, renameGroup])].map((event) => event(department));
  for (const person of back) {
    person.home = draw.pick(HOMES);
    department.people.push(person);
  }
  const leaver = draw.chance(0.3) ? anybody(department) : undefined;
  const home = draw.pick(HOMES);
  if (leaver !== undefined && leaver.home !== home && !back.includes(leaver)) leaver.goes = home;
  return [
    ...happened.flatMap((text) => text ?? []),
    ...back.map(({ key, home: where }) => `${key} returns to ${where}`),
    ...(leaver?.goes === undefined ? [] : [`${leaver.key} is let go of in ${leaver.home}`]),
  ];
}

/** An address passes from a resource of one account to one of another at the same place, as within one; see {@link takers}. */
function inheritAbroad(home: Department, abroad: Department): readonly string[] {
  const [giver, taker] = [anybody(home), anybody(abroad)];
  // Whoever comes to another resource in this run comes as the last one left the account.
  const areMoving = [giver, taker].some(({ key }) => home.passing.has(key));
  if (areMoving || (home.host === "plugin" && !home.directory.sharesEmail)) return [];
  taker.email = giver.email;
  giver.email = home.address(giver.key);
  return [`${taker.key} of ${abroad.account} gets the address of ${giver.key}`];
}

/**
 * Somebody goes to another account in one run with the plugin: dynamic resources refuse that, and ask for two. At the same place the account
 * stays, and a set would end it.
 * @param asBefore everybody whom this run does not change
 * @returns what is told of it
 */
export function cross(home: Department, abroad: Department, asBefore: ReadonlySet<Person>): readonly string[] {
  const areTwins = home.twin === abroad || abroad.twin === home;
  if (areTwins && home.draw.chance(0.5)) return inheritAbroad(home, abroad);
  const { draw, host, people, passing } = home;
  const person = anybody(home);
  const { key, goes, onDelete } = person;
  const isKnown = [...abroad.people, ...abroad.away].some((other) => other.key === key);
  const isKept = areTwins && (isSet(person.home) || person.groups.length > 0 || !asBefore.has(person));
  const stays = isKept || goes !== undefined || onDelete !== undefined || passing.has(key) || isKnown || people.length < FEWEST;
  if (host === "dynamic" || stays || draw.chance(0.3)) return [];
  passing.add(key);
  home.people = people.filter((one) => one !== person);
  abroad.take(key);
  const there = areTwins
    ? { ...person, home: draw.pick(["staff", "alone"] as const) }
    : { key, email: abroad.address(key), text: abroad.value(), groups: abroad.some(), home: draw.pick(HOMES) };
  abroad.people.push(there);
  return [`${key} goes from ${person.home} of ${home.account} to ${there.home} of ${abroad.account}`];
}
