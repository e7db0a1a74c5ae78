import type { Kind } from "../../../../provider/model/kind";
import { describeViolation, validateUser } from "../../../../provider/lifecycle/validate";
import { type Fields, type Json, UNKNOWN } from "../../../../provider/model/values";
import { type FieldSpec, fieldThatMeans, type Meaning } from "../../../../provider/model/field";
import { shapeOf } from "../cell/cells";
import { changedKeyProblem } from "../cell/changed-key";
import type { Cell, Entry, Made, Raw } from "../entry";
import { isColumnOfRoster, resolveColumn, type Target, unknownColumn } from "../columns/headers";
import { visible } from "../cell/hygiene";
import { noteProblem, readsLikeNote } from "../cell/no-person";
import { pastedKeyProblem } from "../cell/pasted";
import { withoutMark } from "../cell/placeholders";
import { describePlace, type Place, type Problem } from "../problem";
import type { Period } from "../columns/period";
import { isReference, readNames, type Reference, type ReferenceStyle } from "./references";
import { withoutShiftedSecret } from "./shifted-secrets";
import type { Env } from "../cell/secret";
import { callingCode, readValue } from "./value";

/** What one entry declares in one directory. */
export interface Person {
  readonly kind: Kind;
  /** Natural key; absent when the entry gives none that can be read. */
  readonly key: string | undefined;
  readonly keyPlace: Place;
  readonly fields: Fields;
  /** Groups and units that are named, by field; the field itself stands as unknown. */
  readonly references: Readonly<Record<string, Reference>>;
  /** The days on which the person is declared. */
  readonly period: Period;
  readonly place: Place;
  /** Where a field stands, or would. */
  placeOf(field: string): Place;
  readonly problems: readonly Problem[];
  /** Where secrets stand in clear. */
  readonly inClear: readonly Place[];
  /** Where names stand that programs also write for "nothing". */
  readonly mayBeNothing: readonly Place[];
}

/** What reading one entry needs beside the entry. */
export interface PersonContext {
  readonly kind: Kind;
  /** All directories of this entry: a column may be meant for another of them. */
  readonly shared: readonly Kind[];
  /** All directories of the roster. */
  readonly used: readonly Kind[];
  /** Values for fields that the entry leaves open. */
  readonly defaults: Fields;
  /** Required fields whose whole column is missing, reported once elsewhere. */
  readonly reported: ReadonlySet<string>;
  readonly env: Env;
  /** What group and unit columns hold. */
  readonly style: ReferenceStyle;
  /** The days on which the entry holds. */
  readonly period: Period;
}

/** Reads and validates one person for one directory. Every problem is told with its place; values of secrets never. */
export function readPerson(entry: Entry, context: PersonContext): Person {
  return new PersonReader(entry, context).read();
}

/** EIAM requires to say whether a contact is trusted and advises `true` (EIAM CreateUser); a roster that says nothing means that. */
const IMPLIED = [
  ["phoneNumber", "phoneNumberVerified"],
  ["email", "emailVerified"],
] as const;

/** What notes, headings and totals do not have: a row with any of it is somebody's. */
const OF_PEOPLE: ReadonlySet<Meaning> = new Set([
  "external-id",
  "email",
  "phone",
  "groups",
  "unit",
  "expiry",
  "access",
  "admin",
  "secret",
] as const);

/** Why what a workbook has made of a cell may not be what was meant; a sentence without subject. */
function unmeantProblem(made: Made, raw: Raw, spec: FieldSpec): string | undefined {
  if (made === "date")
    return spec.means === "expiry" || spec.means === "note"
      ? undefined
      : "is a date in the workbook, which may have been made of something else. Format the cell as text and type it again.";
  // Of a setting the `0` or `FALSE` of a formula may be what it says.
  if (spec.means === "setting" || spec.means === "access" || shapeOf(spec).kind === "boolean") return undefined;
  return raw === "0"
    ? "is the 0 of a formula, which stands there where the formula finds an empty cell or a program did not compute it. Type the value, or empty the cell."
    : "is the FALSE of a formula, which stands there where the formula has no other result. Type the value, or empty the cell.";
}

class PersonReader {
  private readonly values = new Map<string, Json>();
  private readonly parts = new Map<string, Map<string, Json>>();
  /** Where each column (a field, or a part of one) was given. */
  private readonly places = new Map<string, Place>();
  private readonly references = new Map<string, Reference>();
  private readonly bad = new Set<string>();
  private readonly problems: Problem[] = [];
  private readonly inClear: Place[] = [];
  private readonly mayBeNothing: Place[] = [];
  private readonly key: Cell | undefined;
  private readonly phoneRegion: string | undefined;

  constructor(
    private readonly entry: Entry,
    private readonly context: PersonContext,
  ) {
    this.key = this.find(context.kind.naturalKey);
    const apart = fieldThatMeans(context.kind.fields, "phone-region");
    const region = apart === undefined ? undefined : this.find(apart)?.raw;
    this.phoneRegion = typeof region === "string" ? callingCode(region) : undefined;
  }

  read(): Person {
    for (const cell of this.entry.cells) this.cell(cell);
    for (const [field, parts] of this.parts) this.values.set(field, Object.fromEntries(parts));
    const own = new Set(this.values.keys());
    this.fillIn();
    const fields = Object.fromEntries(this.values);
    this.validate(fields, own);
    const key = fields[this.context.kind.naturalKey];
    this.judgeKey(key);
    return {
      kind: this.context.kind,
      key: typeof key === "string" && key !== "" ? key.normalize("NFC") : undefined,
      keyPlace: this.key?.place ?? this.entry.place,
      fields,
      references: Object.fromEntries(this.references),
      period: this.context.period,
      place: this.entry.place,
      placeOf: (field) => this.placeOf(field),
      problems: this.problems,
      inClear: this.inClear,
      mayBeNothing: this.mayBeNothing,
    };
  }

  private judgeKey(key: Json | undefined): void {
    const { naturalKey, fields } = this.context.kind;
    if (typeof key !== "string" || this.bad.has(naturalKey)) return;
    if (this.key?.raw !== key || fields[naturalKey]?.type.safeParse(key).success !== true) return;
    const problem = this.rowProblem(key) ?? pastedKeyProblem(key);
    if (problem !== undefined) this.reject(naturalKey, this.key.place, problem);
  }

  /** Of a row alone: whoever writes YAML or JSON has said that it is a person. */
  private rowProblem(key: string): string | undefined {
    if (this.entry.blanks === undefined) return undefined;
    const changed = changedKeyProblem(key);
    if (changed !== undefined || !readsLikeNote(key)) return changed;
    const { kind } = this.context;
    const means = (name: string): Meaning | undefined => kind.fields[resolveColumn(name, kind)?.field ?? ""]?.means;
    const saysSomething = ({ raw }: Cell): boolean => typeof raw !== "string" || /[\p{L}\p{N}]/u.test(raw);
    const isReachable = ({ name }: Cell): boolean => OF_PEOPLE.has(means(name) ?? "key");
    return this.entry.cells.some((cell) => isReachable(cell) && saysSomething(cell)) ? undefined : noteProblem(key);
  }

  private find(field: string): Cell | undefined {
    return this.entry.cells.find(({ name }) => resolveColumn(name, this.context.kind)?.field === field);
  }

  private cell(cell: Cell): void {
    const { kind, shared, used } = this.context;
    if (isColumnOfRoster(cell.name)) return;
    const target = resolveColumn(cell.name, kind);
    if (target !== undefined) return this.declare(cell, target);
    if (shared.some((other) => resolveColumn(cell.name, other) !== undefined)) return;
    if (used.every((other) => resolveColumn(cell.name, other) === undefined)) {
      this.problems.push({ place: cell.namePlace, text: unknownColumn(visible(cell.name), used) });
    } else
      this.refuse(
        cell.place,
        `${visible(cell.name)} is not a field of ${kind.directory.name} users. Empty it for this person.`,
      );
  }

  private declare({ raw, place, made }: Cell, target: Target): void {
    const { field, part } = target;
    const column = part === undefined ? field : `${field}.${part}`;
    const before = this.places.get(column);
    if (before !== undefined)
      return this.reject(field, place, `is given already at ${describePlace(before)}. Keep one of the two.`);
    this.places.set(column, place);
    const spec = this.context.kind.fields[field];
    const unmeant = made && spec && unmeantProblem(made, raw, spec);
    if (unmeant !== undefined) return this.reject(field, place, unmeant);
    if (this.context.style === "names" && spec !== undefined && isReference(spec))
      return this.refer(raw, spec, field, place);
    const { kind: read, env } = this.context;
    const { fields, problems, inClear, mayBeNothing } = readValue(raw, target, read, this.phoneRegion, env);
    for (const [name, value] of Object.entries(fields)) {
      if (part === undefined) this.values.set(name, value);
      else this.parts.set(name, (this.parts.get(name) ?? new Map<string, Json>()).set(part, value));
    }
    for (const problem of problems) this.reject(field, place, problem);
    if (inClear) this.inClear.push(place);
    if (mayBeNothing) this.mayBeNothing.push(place);
  }

  /** Notes names that are found later; until then the field counts as unknown. */
  private refer(raw: Raw, spec: FieldSpec, field: string, place: Place): void {
    const many = shapeOf(spec).kind === "list";
    const texts = readNames(raw, many);
    if ("problem" in texts) return this.reject(field, place, texts.problem);
    if (texts.length === 0) return void this.values.set(field, many ? [] : "");
    this.values.set(field, UNKNOWN);
    this.references.set(field, { texts, many, place, means: spec.means === "groups" ? "groups" : "unit" });
  }

  private fillIn(): void {
    const { kind, defaults } = this.context;
    for (const [name, value] of Object.entries(defaults)) {
      if (Object.hasOwn(kind.fields, name) && !this.values.has(name) && !this.bad.has(name))
        this.values.set(name, value);
    }
    for (const [contact, flag] of IMPLIED) {
      const value = this.values.get(contact);
      if (Object.hasOwn(kind.fields, flag) && value !== undefined && value !== "" && !this.values.has(flag))
        this.values.set(flag, true);
    }
  }

  private validate(fields: Fields, own: ReadonlySet<string>): void {
    const { kind, reported } = this.context;
    const judged = { ...kind, rules: kind.rules.filter((rule) => !rule.fields.some((name) => this.bad.has(name))) };
    for (const violation of validateUser(judged, fields)) {
      const { field } = violation;
      if (this.bad.has(field) || (reported.has(field) && !Object.hasOwn(fields, field))) continue;
      if (Object.hasOwn(fields, field) && !own.has(field))
        this.problems.push({ text: `defaults: ${describeViolation(violation)}` });
      else this.refuse(this.placeOf(field), describeViolation(violation));
    }
  }

  /** The field's own column, else that of its first part, else the empty cell in which it is missing, else the person. */
  private placeOf(field: string): Place {
    const given = this.places.get(field) ?? [...this.places].find(([column]) => column.startsWith(`${field}.`))?.[1];
    const blank = (): Place | undefined =>
      this.entry.blanks?.find(({ name }) => resolveColumn(name, this.context.kind)?.field === field)?.place;
    return given ?? blank() ?? this.entry.place;
  }

  private reject(field: string, place: Place, text: string): void {
    this.bad.add(field);
    this.refuse(place, `${field} ${text}`);
  }

  private refuse(place: Place, text: string): void {
    const key = typeof this.key?.raw === "string" ? `${visible(withoutMark(this.key.raw.trim()))}: ` : "";
    this.problems.push({ place, text: `${key}${withoutShiftedSecret(text, this.entry, this.context.kind)}` });
  }
}
