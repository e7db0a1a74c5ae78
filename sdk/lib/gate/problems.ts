import { grouped } from "../../../provider/model/kept";
import { type Kind, kindId } from "../../../provider/model/kind";
import { RollcallError } from "../../../provider/model/error";
import { configuredKeys } from "../../../provider/config/resolve-account";
import { checkNames } from "../../../provider/config/setting-table";
import { memberSecrets, type SecretPath } from "../../../provider/pulumi/program-inputs";
import type { Settings } from "../../../provider/config/settings";
import { type Fields, isUnknown, record } from "../../../provider/model/values";
import { checkDeclaration } from "../../../provider/lifecycle/check";
import { describeViolation } from "../../../provider/lifecycle/validate";
import { checkSet } from "../../../provider/lifecycle/many/check";
import { kindPlaceOf, setOf } from "../../../provider/lifecycle/many/members";
import { describeShared, exclusiveValues } from "../../../provider/model/unique-values";
import { SETTINGS } from "../../../provider/settings";

/** A resource as the sdk validates it: unknown values stand as the engine's sentinel. */
export interface Candidate {
  readonly kind: Kind;
  /** The kind under the account of the resource, under which to name an instance, and to leave it to the account, is the same. */
  readonly placing?: Kind;
  /** A set of many. */
  readonly many: boolean;
  /** Resource name. */
  readonly name: string;
  /** The types of the resources around it; absent when that cannot be told. */
  readonly parents?: string;
  readonly properties: Fields;
  /** Where the program marks them as secret; nowhere by default. */
  readonly secrets?: readonly SecretPath[];
  /** Where somebody of that key stands in the file of a roster, for texts. */
  readonly originOf?: (key: string) => string | undefined;
  /** Belongs to the stack's default account. */
  readonly ofDefaultAccount: boolean;
  /** Equal where it is one account for certain, so that equal names mean the same person. */
  readonly account?: unknown;
  /** Paths of the option `ignoreChanges`: there `properties` has the former values. */
  readonly ignored?: readonly string[];
  /** Whether a user certainly has no account yet, so that the rules of creations hold. */
  isNew(user: Fields, member?: string): boolean;
}

/** Why users cannot be declared. */
export interface Problem {
  /** For texts: `eds:User "alice"`. */
  readonly label: string;
  readonly text: string;
  /** Labels of the people concerned. */
  readonly people: readonly string[];
}

/** A person of a candidate. */
interface Person {
  readonly candidate: Candidate;
  readonly label: string;
  readonly fields: Fields;
}

/**
 * Somebody for a text that names two people: with the place in the file, since two rosters may give the same name to their resources, and
 * with the reason why the field is another one than the program says.
 */
function placed({ candidate: { kind, originOf, ignored = [] }, label, fields }: Person, field: string): string {
  const key = fields[kind.naturalKey];
  const origin = typeof key === "string" ? originOf?.(key) : undefined;
  const keeps = ignored.includes(field) ? `keeps its ${field} by ignoreChanges` : undefined;
  const notes = [origin ?? [], keeps ?? []].flat();
  return notes.length === 0 ? label : `${label} (${notes.join(", ")})`;
}

/**
 * Everything wrong with the declared users of a program, all at once.
 * @param keyless why there are no keys at all, by directory, where that was found out
 */
export function problemsOf(
  candidates: readonly Candidate[],
  settings: Settings,
  keyless: ReadonlyMap<string, string> = new Map(),
): readonly Problem[] {
  const shared = byAccount(candidates).flatMap((people) => [...duplicates(people), ...sharedValues(people)]);
  const told = new Set(shared.flatMap(({ people }) => people));
  return [
    ...configurationProblems(candidates, settings, keyless),
    ...candidates.flatMap(violations),
    ...namesakes(candidates).filter(({ label }) => !told.has(label)),
    ...shared,
  ];
}

/** How many people candidates declare. */
export function headCount(candidates: readonly Candidate[]): number {
  return candidates.reduce((count, candidate) => count + peopleOf(candidate).length, 0);
}

/** Why the stack's own account cannot be used; without this, users of other directories would be created before it is found. */
function configurationProblems(
  candidates: readonly Candidate[],
  settings: Settings,
  keyless: ReadonlyMap<string, string>,
): readonly Problem[] {
  const used = new Set(candidates.filter(({ ofDefaultAccount }) => ofDefaultAccount).map(({ kind }) => kind.directory));
  const texts = new Set(
    [
      () => checkNames(SETTINGS, settings.names()),
      ...[...used].map((directory) => () => configuredKeys(directory, settings)),
    ].flatMap((check) => configurationProblem(check) ?? []),
  );
  for (const { name } of used) texts.add(keyless.get(name) ?? "");
  texts.delete("");
  return [...texts].map((text) => ({ label: "configuration", text, people: [] }));
}

function configurationProblem(check: () => unknown): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof RollcallError) return error.message;
    throw error;
  }
}

function violations(candidate: Candidate): readonly Problem[] {
  const { kind, many, properties, secrets = [] } = candidate;
  const label = labelOf(candidate);
  if (!many)
    return checkDeclaration(
      kind,
      properties,
      candidate.isNew(properties),
      new Set(secrets.flatMap(([field = ""]) => field)),
    ).map((violation) => ({ label, text: describeViolation(violation), people: [label] }));
  if (isSound(candidate)) return [];
  const secretsOf = memberSecrets(secrets);
  return checkSet(kind, properties, (user, member) =>
    checkDeclaration(kind, user, candidate.isNew(user, member), new Set(secretsOf(member))),
  ).map(({ text, members }) => ({ label, text, people: members.map((member) => labelOf(candidate, member)) }));
}

/** Sets in which nothing would be wrong if everybody were new: their fields for everybody, by the object of their members. */
const sound = new WeakMap<object, string>();

function isSound({ kind, properties: { users, ...shared } }: Candidate): boolean {
  return sound.get(record(users)) === `${kindId(kind)} ${JSON.stringify(shared)}`;
}

/**
 * Looks at a set before it is known who is new in it. All rules hold for newcomers, so a set that passes as one of newcomers needs no
 * second look. With many people that takes seconds, while the engine reads the state anyway.
 */
export function lookAhead(candidate: Candidate): void {
  const { kind, properties } = candidate;
  if (isSound(candidate) || violations({ ...candidate, isNew: () => true }).length > 0) return;
  const { users, ...shared } = properties;
  sound.set(record(users), `${kindId(kind)} ${JSON.stringify(shared)}`);
}

function peopleOf(candidate: Candidate): readonly Person[] {
  const { kind, many, properties } = candidate;
  if (!many) return [{ candidate, label: labelOf(candidate), fields: properties }];
  return [...setOf(kind, properties).members.values()].map(({ name, fields }) => ({
    candidate,
    label: labelOf(candidate, name),
    fields,
  }));
}

function labelOf({ kind, many, name }: Candidate, member?: string): string {
  return `${kindId(kind)}${many ? "Set" : ""} ${JSON.stringify(name)}${member === undefined ? "" : ` users.${member}`}`;
}

/** The people of each account: equal names and addresses mean something within one alone. A set by itself has told already. */
function byAccount(candidates: readonly Candidate[]): readonly (readonly Person[])[] {
  const accounts = grouped(candidates, (one) => [one.account ?? (one.ofDefaultAccount ? undefined : one)]);
  return [...accounts.values()]
    .filter((together) => together.length > 1)
    .map((together) => together.flatMap((candidate) => peopleOf(candidate)));
}

/** People who share a value that must be unique, such as an address. Within a set, the set's own check has told. */
function sharedValues(people: readonly Person[]): readonly Problem[] {
  const seen = new Map<string, Person>();
  return people.flatMap((person) => {
    const { candidate, label, fields } = person;
    return exclusiveValues(candidate.placing ?? candidate.kind, fields).flatMap(({ field, token }) => {
      const other = seen.get(token);
      if (other === undefined) seen.set(token, person);
      if (other === undefined || (other.candidate === candidate && candidate.many)) return [];
      return [
        {
          label: placed(person, field),
          text: describeShared(candidate.kind, field, placed(other, field)),
          people: [label],
        },
      ];
    });
  });
}

/**
 * Two resources of one kind, name and place in the tree of resources: the engine refuses the second when it comes to it, after it has
 * made others. Rosters of two accounts may have the same people.
 */
function namesakes(candidates: readonly Candidate[]): readonly Problem[] {
  const seen = new Set<string>();
  return candidates.flatMap((candidate) => {
    const { parents } = candidate;
    const label = labelOf(candidate);
    const isFirst = parents === undefined || seen.size < seen.add(JSON.stringify([label, parents])).size;
    const text =
      "two resources of the program have this name. Give one of them another, in a roster with its argument namePrefix.";
    return isFirst ? [] : [{ label, text, people: [label] }];
  });
}

/** Two resources for one account would overwrite each other at every run. Within a set, the set's own check has told. */
function duplicates(people: readonly Person[]): readonly Problem[] {
  const seen = new Map<string, Person>();
  return people.flatMap((person) => {
    const { candidate, label, fields } = person;
    const { kind, placing = kind } = candidate;
    const key = fields[kind.naturalKey];
    const parents = kind.parentFields.map((field) => fields[field] ?? null);
    if (key === undefined || isUnknown(key) || isUnknown(parents)) return [];
    const place = kindPlaceOf(placing, fields);
    const other = seen.get(place);
    seen.set(place, person);
    const shownKey = candidate.secrets?.some((path) => path.at(-1) === kind.naturalKey)
      ? ""
      : ` ${JSON.stringify(key)}`;
    if (other === undefined || (other.candidate === candidate && candidate.many)) return [];
    return [
      {
        label: placed(person, kind.naturalKey),
        text: `${kind.naturalKey}${shownKey} is declared already by ${placed(other, kind.naturalKey)}. Remove one of the two.`,
        people: [label],
      },
    ];
  });
}
