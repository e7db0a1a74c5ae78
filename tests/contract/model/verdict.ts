import { matchesPassword } from "../../../emulator/passwords";
import { openEntries } from "../../../provider/lifecycle/diary";
import { groupIds, groupsField } from "../../../provider/model/memberships";
import type { Fields } from "../../../provider/model/values";
import type { StoredUser } from "./in-process-cloud";
import type { Schedule } from "./schedule";

/** Everything that is wrong after a schedule; empty when it ended as it must. */
export async function violations(schedule: Schedule): Promise<readonly string[]> {
  const users = await schedule.cloud.users();
  return [
    ...schedule.unhealed.map(({ name, text }) => `${name} still fails after the clean runs: ${text}`),
    ...schedule.idle.steps.map((step) => `the last run is not a no-op: ${step}`),
    ...(schedule.idle.writes > 0 ? [`the last run wrote ${schedule.idle.writes} times`] : []),
    ...bystandersTouched(schedule, users),
    ...deedsNotAllowed(schedule),
    ...schedule.cloud.blindRepeats.map((key) => `the creation of ${key} was repeated without looking`),
    ...programNotMet(schedule, users),
    ...accessNotGiven(schedule, users),
    ...schedule.broken,
    ...strangers(schedule, users),
    ...leaks(schedule, users),
  ];
}

function bystandersTouched({ bystanders, people }: Schedule, users: readonly StoredUser[]): readonly string[] {
  const now = new Map(users.map((user) => [user[people.naming.id], JSON.stringify(user)]));
  return bystanders
    .filter((user) => now.get(user[people.naming.id]) !== JSON.stringify(user))
    .map((user) => `bystander ${String(user[people.naming.key])} was touched`);
}

/** Nobody is created twice, and nobody is removed whom the engine did not ask to remove. */
function deedsNotAllowed({ cloud, engine, roster, bystanders, people }: Schedule): readonly string[] {
  const wrong: string[] = [];
  const before = new Set(bystanders.map((user) => String(user[people.naming.id])));
  const alive = new Map<string, string>();
  for (const { what, by, id, key } of cloud.deeds) {
    if (what === "created" && [...alive.values()].includes(key)) wrong.push(`${key} was created twice`);
    if (what === "removed") alive.delete(id);
    else alive.set(id, key);
    if (before.has(id)) continue;
    if (what === "created" && !roster.everDeclared.has(key)) wrong.push(`${key} was created and never declared`);
    if (what === "removed" && by === "provider" && !engine.doomed.has(id)) wrong.push(`${key} (${id}) was removed without being asked for`);
  }
  return wrong;
}

/** Each declared user exists once, is in state, and has every declared field. */
function programNotMet(schedule: Schedule, users: readonly StoredUser[]): readonly string[] {
  const { people, roster, engine } = schedule;
  return [...roster.program].flatMap(([name, declared]) => {
    const key = String(declared[people.directory.kinds.User.naturalKey]);
    const found = users.filter((user) => user[people.naming.key] === key);
    const [user] = found;
    const person = engine.people().get(name);
    if (user === undefined || found.length > 1) return [`${key} exists ${found.length} times`];
    if (person?.id !== user[people.naming.id]) return [`${key} is in state as ${String(person?.id)}`];
    return [...fieldsNotMet(schedule, declared, user), ...passwordNotMet(schedule, key, declared, user)];
  });
}

/** Whoever is declared to be disabled only when leaving can sign in, unless the program says otherwise. */
function accessNotGiven({ people, roster }: Schedule, users: readonly StoredUser[]): readonly string[] {
  const open = [...roster.program.values()].filter(
    (user) => user["onDelete"] === "disable" && user["status"] === undefined && user["disabled"] === undefined,
  );
  const keys = new Set(open.map((user) => String(user[people.directory.kinds.User.naturalKey])));
  return users
    .filter((user) => keys.has(String(user[people.naming.key])) && people.disabled?.(user) === true)
    .map((user) => `${String(user[people.naming.key])} is declared and cannot sign in`);
}

function fieldsNotMet(schedule: Schedule, program: Fields, user: StoredUser): readonly string[] {
  const { people } = schedule;
  const shown = people.shown(user);
  const declared = people.meant?.(program) ?? program;
  const groups = groupsField(people.directory.kinds.User.fields);
  return Object.keys(shown).flatMap((field) => {
    if (declared[field] === undefined || same(declared[field], shown[field])) return [];
    if (field === groups && groupsMet(schedule, declared, groupIds(declared[field]), groupIds(shown[field]))) return [];
    return [
      `${field} of ${String(user[people.naming.key])} is ${JSON.stringify(shown[field])}, declared ${JSON.stringify(declared[field])}`,
    ];
  });
}

/** Everybody is in the declared groups; memberships by others are there where they may stay or cannot be seen. */
function groupsMet({ people, roster }: Schedule, user: Fields, declared: readonly string[], shown: readonly string[]): boolean {
  const others = shown.filter((group) => !declared.includes(group));
  if (shown.length - others.length < declared.length) return false;
  if (user["otherGroups"] === "keep") return true;
  const field = groupsField(people.directory.kinds.User.fields) ?? "";
  const named = new Set([...roster.program.values()].flatMap((one) => groupIds(one[field])));
  return people.seesNamedGroups === true && others.every((group) => !named.has(group));
}

/** Equal as they stand, lists in any order: the provider's own idea of what agrees is not asked. */
function same(declared: unknown, shown: unknown): boolean {
  const plain = (value: unknown): string =>
    JSON.stringify(Array.isArray(value) ? value.map((member) => JSON.stringify(member)).sort() : value);
  return plain(declared) === plain(shown);
}

/** A password is the declared one, unless a line has said that the account keeps the one it had. */
function passwordNotMet({ people, texts, cloud }: Schedule, key: string, declared: Fields, user: StoredUser): readonly string[] {
  const password = declared["password"];
  const hash = people.passwordHash(user);
  if (typeof password !== "string" || (hash !== undefined && matchesPassword(hash, password))) return [];
  // The line named the account as it was called when it was taken over.
  const names = cloud.deeds.filter(({ id }) => id === user[people.naming.id]).map((deed) => deed.key);
  const kept = texts.filter((line) => line.includes("keeps its password"));
  if (kept.some((line) => [key, ...names].some((name) => line.startsWith(`${name}: `)))) return [];
  return [`${key} ${hash === undefined ? "has no password" : "has another password"}, and no line says so`];
}

/**
 * Everybody on the cloud is declared, was there before, kept on purpose, was named by a failure or a pending operation, or
 * is one of those whom a state or a refresh lost: then the diary names the account.
 */
function strangers(schedule: Schedule, users: readonly StoredUser[]): readonly string[] {
  const { people, roster, before, engine, reported, lost, diary } = schedule;
  const { id, key } = people.naming;
  const open = new Set(openEntries(diary).map((entry) => entry.key));
  const unseen = engine.unseen.map(({ fields }) => schedule.keyOf(fields));
  const written = [...lost, ...unseen].filter((name) => open.has(name));
  const known = new Set([...before, ...roster.keys(), ...reported, ...written]);
  const wrong = users
    .filter((user) => !known.has(String(user[key])) && !ended(user).some((end) => end !== "delete"))
    .map((user) => `${String(user[key])} is left on the cloud, and nothing says so`);
  const active = users.filter(
    (user) => !known.has(String(user[key])) && ended(user).at(-1) === "disable" && people.disabled?.(user) === false,
  );
  return [...wrong, ...active.map((user) => `${String(user[key])} was to be disabled and is not`)];

  function ended(user: StoredUser): readonly string[] {
    return engine.ended.filter((person) => person.id === user[id]).map(({ fields }) => String(fields["onDelete"] ?? "delete"));
  }
}

function leaks({ roster, texts, cloud, engine }: Schedule, users: readonly StoredUser[]): readonly string[] {
  const state = JSON.stringify(engine.everything(), (name, value: unknown) => (name === "password" ? undefined : value));
  const places = {
    "a text": texts.join("\n"),
    "the state": state,
    "the ledger": JSON.stringify(cloud.ledger.details()),
    "the stored users": JSON.stringify(users),
  };
  return [...roster.passwords, cloud.identity.accessKeySecret].flatMap((secret) => {
    const forms = [
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
      Buffer.from(secret).toString("base64").replace(/=+$/, ""),
      new URLSearchParams([["", secret]]).toString().slice(1),
    ];
    return Object.entries(places).flatMap(([place, text]) =>
      forms.some((form) => text.includes(form)) ? [`${place} holds a secret`] : [],
    );
  });
}
