import type { Directory } from "../../provider/directory";
import { describeViolation, validateUser } from "../../provider/lifecycle/validate";
import type { Fields, Json } from "../../provider/user";
import { toType } from "./cells";
import type { Cell, Entry, Raw } from "./entry";
import { isDirectoryColumn, isIgnoredColumn, isPhone, resolveColumn, unknownColumn } from "./headers";
import type { Target } from "./headers";
import { inspectKey, inspectText, visible } from "./hygiene";
import { readPhone, writePhone } from "./phones";
import type { Place, Problem } from "./problem";
import { readSecret } from "./secrets";
import type { Env } from "./secrets";
import { shapeOf } from "./shape";

/** What one entry declares in one directory. */
export interface Person {
  readonly directory: Directory;
  /** Natural key; absent when the entry gives none that can be read. */
  readonly key: string | undefined;
  readonly keyPlace: Place;
  readonly fields: Fields;
  readonly place: Place;
  readonly problems: readonly Problem[];
  /** Where secrets stand in clear. */
  readonly inClear: readonly Place[];
}

/** What reading one entry needs beside the entry. */
export interface PersonContext {
  readonly directory: Directory;
  /** All directories of this entry: a column may be meant for another of them. */
  readonly shared: readonly Directory[];
  /** All directories of the roster. */
  readonly used: readonly Directory[];
  /** Values for fields that the entry leaves open. */
  readonly defaults: Fields;
  /** Required fields whose whole column is missing, reported once elsewhere. */
  readonly reported: ReadonlySet<string>;
  readonly env: Env;
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

class PersonReader {
  private readonly values = new Map<string, Json>();
  private readonly parts = new Map<string, Map<string, Json>>();
  private readonly places = new Map<string, Place>();
  private readonly bad = new Set<string>();
  private readonly problems: Problem[] = [];
  private readonly inClear: Place[] = [];
  private readonly key: Cell | undefined;

  constructor(
    private readonly entry: Entry,
    private readonly context: PersonContext,
  ) {
    this.key = entry.cells.find(({ name }) => resolveColumn(name, context.directory)?.field === context.directory.naturalKey);
  }

  read(): Person {
    for (const cell of this.entry.cells) this.cell(cell);
    for (const [field, parts] of this.parts) this.values.set(field, Object.fromEntries(parts));
    const own = new Set(this.values.keys());
    this.fillIn();
    const fields = Object.fromEntries(this.values);
    this.validate(fields, own);
    const key = fields[this.context.directory.naturalKey];
    return {
      directory: this.context.directory,
      key: typeof key === "string" && key !== "" ? key : undefined,
      keyPlace: this.key?.place ?? this.entry.place,
      fields,
      place: this.entry.place,
      problems: this.problems,
      inClear: this.inClear,
    };
  }

  private cell(cell: Cell): void {
    const { directory, shared, used } = this.context;
    if (isDirectoryColumn(cell.name) || isIgnoredColumn(cell.name)) return;
    const target = resolveColumn(cell.name, directory);
    if (target !== undefined) return this.declare(cell, target);
    if (shared.some((other) => resolveColumn(cell.name, other) !== undefined)) return;
    if (used.every((other) => resolveColumn(cell.name, other) === undefined)) {
      this.problems.push({ place: cell.namePlace, text: unknownColumn(visible(cell.name), used) });
    } else this.refuse(cell.place, `${visible(cell.name)} is not a field of ${directory.name} users. Empty it for this person.`);
  }

  private declare(cell: Cell, target: Target): void {
    const label = target.part === undefined ? target.field : `${target.field}.${target.part}`;
    const before = this.places.get(label) ?? this.places.get(target.field);
    if (before !== undefined && (target.part === undefined || this.places.has(label) || !this.parts.has(target.field))) {
      this.reject(target.field, cell.place, `is given twice for this person, the first time in column ${before.column ?? 1}. Keep one.`);
      return;
    }
    this.places.set(label, cell.place);
    this.places.set(target.field, cell.place);
    const problem = this.convert(cell, target);
    if (problem !== undefined) this.reject(target.field, cell.place, problem);
  }

  /** Stores the value of a cell; the text of a problem when there is none to store. */
  private convert({ raw, place }: Cell, { field, part }: Target): string | undefined {
    const spec = this.context.directory.fields[field];
    if (spec === undefined) return undefined;
    if (spec.secret && typeof raw === "string") return this.secret(field, raw, place);
    if (field === this.context.directory.naturalKey) {
      for (const problem of typeof raw === "string" ? inspectKey(raw) : []) this.reject(field, place, problem);
    } else if (isPhone(field) && typeof raw === "string") return this.phone(field, raw);
    const unseen = textsOf(raw).map(inspectText).find((problem) => problem !== undefined);
    if (unseen !== undefined && field !== this.context.directory.naturalKey) return unseen;
    const whole = shapeOf(spec);
    const shape = part !== undefined && whole.kind === "object" ? whole.properties.get(part) : whole;
    const typed = toType(raw, shape ?? whole);
    if ("problem" in typed) return typed.problem;
    if (part === undefined) this.values.set(field, typed.value);
    else this.parts.set(field, (this.parts.get(field) ?? new Map<string, Json>()).set(part, typed.value));
    return undefined;
  }

  private secret(field: string, raw: string, place: Place): string | undefined {
    const secret = readSecret(raw, this.context.env);
    if ("problem" in secret) return secret.problem;
    if (inspectText(secret.value) !== undefined) return "holds an invisible character. Type it again.";
    if (secret.inClear) this.inClear.push(place);
    this.values.set(field, secret.value);
    return undefined;
  }

  private phone(field: string, raw: string): string | undefined {
    const { directory } = this.context;
    const typed = toType(raw, { kind: "text" });
    if ("value" in typed && typed.value === "") {
      this.values.set(field, "");
      return undefined;
    }
    const split = Object.hasOwn(directory.fields, "phoneRegion");
    const phone = readPhone(raw, split ? this.phoneRegion() : undefined);
    if ("problem" in phone) return `${phone.problem.replace(/^is/, `${JSON.stringify(visible(raw.trim()))} is`)}`;
    if (split) this.values.set("phoneRegion", phone.region);
    this.values.set(field, split ? phone.number : writePhone(phone, directory.name));
    return undefined;
  }

  private phoneRegion(): string | undefined {
    const { directory, defaults } = this.context;
    const cell = this.entry.cells.find(({ name }) => resolveColumn(name, directory)?.field === "phoneRegion");
    const region = cell?.raw ?? defaults["phoneRegion"];
    return typeof region === "string" ? region.normalize("NFKC").replace(/^\s*(\+|00)?|\s+$/g, "") : undefined;
  }

  private fillIn(): void {
    const { directory, defaults } = this.context;
    for (const [name, value] of Object.entries(defaults)) {
      if (Object.hasOwn(directory.fields, name) && !this.values.has(name) && !this.bad.has(name)) this.values.set(name, value);
    }
    for (const [contact, flag] of IMPLIED) {
      const value = this.values.get(contact);
      if (Object.hasOwn(directory.fields, flag) && value !== undefined && value !== "" && !this.values.has(flag)) this.values.set(flag, true);
    }
  }

  private validate(fields: Fields, own: ReadonlySet<string>): void {
    const { directory, reported } = this.context;
    const judged = { ...directory, rules: directory.rules.filter((rule) => !rule.fields.some((name) => this.bad.has(name))) };
    for (const violation of validateUser(judged, fields)) {
      const { field } = violation;
      if (this.bad.has(field) || (reported.has(field) && !Object.hasOwn(fields, field))) continue;
      if (Object.hasOwn(fields, field) && !own.has(field)) this.problems.push({ text: `defaults: ${describeViolation(violation)}` });
      else this.refuse(this.places.get(field) ?? this.entry.place, describeViolation(violation));
    }
  }

  private reject(field: string, place: Place, text: string): void {
    this.bad.add(field);
    this.refuse(place, `${field} ${text}`);
  }

  private refuse(place: Place, text: string): void {
    const key = typeof this.key?.raw === "string" ? `${visible(this.key.raw.trim())}: ` : "";
    this.problems.push({ place, text: `${key}${text}` });
  }
}

function textsOf(raw: Raw): readonly string[] {
  if (typeof raw === "string") return [raw];
  return (raw instanceof Map ? [...raw.keys(), ...raw.values()] : [...(raw as readonly Raw[])]).flatMap(textsOf);
}
