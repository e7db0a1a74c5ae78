import type { Kind } from "../../../../provider/model/kind";
import { type FieldSpec, fieldThatMeans } from "../../../../provider/model/field";
import { isEmail } from "../../../../provider/model/email";
import { readMoment } from "../../../../provider/model/moment";
import { international, readPhone } from "../../../../provider/model/phone";
import type { Fields, Json } from "../../../../provider/model/values";
import { isReference } from "./references";
import { CLEARED, type Shape, shapeOf, toType } from "../cell/cells";
import { isRawMap, type Raw } from "../entry";
import { thousandsProblem } from "../cell/changed-key";
import { datedKeyProblem } from "../cell/dated-key";
import type { Target } from "../columns/headers";
import { inspectKey, inspectText, inspectWidth, visible } from "../cell/hygiene";
import { withoutKeyMark } from "../cell/no-person";
import { emptyNoteProblem, mayBeName, withoutMark } from "../cell/placeholders";
import { textsIn } from "../../../../provider/lifecycle/secret-fields";
import { idsProblem } from "../cell/ids";
import { type Env, readSecret } from "../cell/secret";
import { readStatus } from "../cell/status";
import { FIRST_MOMENT, noDate } from "../columns/period";
import { isOddKey, type Purpose, readWritten, withoutEdges, writtenProblem } from "../cell/written";

/** What one cell declares. */
export interface Value {
  /** Usually one field; a telephone number may give two. For a part of an object field, the part's value under the field's name. */
  readonly fields: Fields;
  /** Sentences without subject. A key keeps its value in spite of them, so that its duplicates are found as well. */
  readonly problems: readonly string[];
  /** The cell is a secret in clear. */
  readonly inClear?: true;
  /** The cell is a name that programs also write for "nothing". */
  readonly mayBeNothing?: true;
}

/** Reads one cell for one field: hygiene, secrets, telephone numbers, type. The field's own rule is judged later, with the whole person. */
export function readValue(raw: Raw, target: Target, kind: Kind, phoneRegion: string | undefined, env: Env): Value {
  const { field } = target;
  const spec = kind.fields[field];
  if (spec === undefined) return refused(`is not a field of ${kind.directory.name} users.`);
  if (typeof raw === "string" && spec.secret === true) {
    const read = readSecret(withoutMark(raw), env);
    if ("problem" in read) return refused(read.problem);
    return { ...declared(field, read.value), ...(read.inClear && { inClear: true }) };
  }
  const whole = shapeOf(spec);
  const purpose = purposeOf(spec, whole);
  const written = typeof raw === "string" ? readWritten(raw, purpose) : undefined;
  const isKey = field === kind.naturalKey;
  if (written !== undefined && "problem" in written)
    return isKey ? refusedKey(field, String(raw).trim(), written.problem) : refused(written.problem);
  if (written !== undefined && isKey) {
    const key = written.text === raw ? withoutMark(withoutKeyMark(written.text)) : written.text;
    return { fields: { [field]: key.trim() }, problems: keyProblems(raw, key) };
  }
  const marked = written?.text === raw ? madeProblem(written.text, spec, purpose) : undefined;
  if (marked !== undefined) return refused(marked);
  const plain = written === undefined ? raw : withoutEdges(written.text);
  const value = plainValue(plain, { ...target, spec, kind, phoneRegion, whole, purpose });
  return purpose === "name" && typeof raw === "string" && mayBeName(raw) ? { ...value, mayBeNothing: true } : value;
}

/** What a program has made of a note, or of an id or an address, that nothing keeps as it is. */
function madeProblem(text: string, { means }: FieldSpec, purpose: Purpose): string | undefined {
  if (means === "note") return emptyNoteProblem(text);
  if (purpose !== "identifier") return undefined;
  if (means === "email" && text.trim().startsWith("?"))
    return `begins with a question mark, where a program has lost a character. Write the address alone.`;
  if (means === "email" && /(?:^|[._-])undefined(?:[._-].*)?@/i.test(text))
    return `holds undefined, which a program wrote for a value that was missing. Write the address, or empty the cell.`;
  if (isReference({ means }) && text.includes("?"))
    return `holds a question mark, where a program has lost a character. Write the id itself.`;
  return thousandsProblem(text);
}

function refusedKey(field: string, raw: string, problem: string): Value {
  const key = withoutMark(raw);
  return {
    fields: { [field]: raw },
    problems: [isOddKey(key) ? `${problem} If the key is really that, write '${key}.` : problem],
  };
}

function keyProblems(raw: Raw, text: string): readonly string[] {
  // What a spreadsheet was told to keep is what somebody typed.
  const dated = raw === text ? datedKeyProblem(text.trim()) : undefined;
  const cleared = text.trim() === CLEARED ? [`is ${CLEARED}, which clears a field. Write the key.`] : [];
  return [...cleared, ...inspectKey(text), ...(dated === undefined ? [] : [dated])];
}

/** What tells whether a cell may hold a rounded number, a word for "nothing" and so on. */
function purposeOf(spec: FieldSpec, shape: Shape): Purpose {
  const { means } = spec;
  if (means === "name" || means === "phone") return means;
  const isId = shape.kind === "text" || (shape.kind === "list" && shape.of.kind === "text");
  return isId && !isFreeText(spec) ? "identifier" : "note";
}

/** A field or part of one that a cell is for, and what its reading depends on. */
interface Wanted extends Target {
  readonly spec: FieldSpec;
  readonly kind: Kind;
  readonly phoneRegion: string | undefined;
  readonly whole: Shape;
  readonly purpose: Purpose;
}

function plainValue(raw: Raw, wanted: Wanted): Value {
  const { field, part, spec, whole, purpose } = wanted;
  if (typeof raw === "string") {
    const text = raw.trim();
    const isOwn = spec.atMoment !== undefined && spec.type.safeParse(text).success;
    const atMoment = isOwn ? undefined : spec.atMoment;
    if ((purpose === "phone" || atMoment !== undefined) && (text === "" || text === CLEARED))
      return declared(field, "");
    if (purpose === "phone") return phone(raw, wanted);
    if (atMoment !== undefined) return moment(raw, field, atMoment);
    // A number alone is the directory's own word for never.
    const own = isOwn && /\D/.test(text) ? spec.momentOf?.(raw) : undefined;
    if (own !== undefined && own < FIRST_MOMENT) return refused(noDate(raw));
    if (spec.means === "phone-region") return declared(field, callingCode(raw));
    if (spec.means === "access" && (whole.kind === "text" || wanted.isOpposite) && text !== CLEARED)
      return status(raw, wanted);
  }
  const unseen = textsOf(raw)
    .map(inspectText)
    .find((problem) => problem !== undefined);
  if (unseen !== undefined) return refused(unseen);
  const typed = toType(
    raw,
    part !== undefined && whole.kind === "object" ? (whole.properties.get(part) ?? whole) : whole,
  );
  if ("problem" in typed) return refused(typed.problem);
  const wide = isFreeText(spec) || saysBetter(spec, typed.value) ? undefined : widthProblem(typed.value);
  const problem =
    wide ??
    (isReference(spec) ? idsProblem(typed.value) : undefined) ??
    (typeof typed.value === "string" ? [] : textsIn(typed.value))
      .map((text) => writtenProblem(text, purpose))
      .find((one) => one !== undefined);
  return problem === undefined ? declared(field, typed.value) : refused(problem);
}

/** Whether a field holds what people read: a name or a note, in any writing. */
function isFreeText({ means }: FieldSpec): boolean {
  return means === "name" || means === "note";
}

/** Text around an address is not mended by half width: the rule of the field says what to write. */
function saysBetter({ means }: FieldSpec, value: Json): boolean {
  return means === "email" && typeof value === "string" && !isEmail(value.normalize("NFKC").replace(/。/g, "."));
}

/** Ids and addresses, one or a list of them, are typed in half width; the parts of maps are anybody's texts. */
function widthProblem(value: Json): string | undefined {
  const texts =
    typeof value === "string" ? [value] : Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
  return texts.map(inspectWidth).find((problem) => problem !== undefined);
}

/** A country calling code as EIAM wants it: `+852` and `00852` are `852` (EIAM CreateUser, PhoneRegion). */
export function callingCode(written: string): string {
  return written
    .normalize("NFKC")
    .trim()
    .replace(/^(\+|00)/, "");
}

function phone(raw: string, { field, spec, kind, phoneRegion: region }: Wanted): Value {
  const read = readPhone(raw, region);
  if ("problem" in read) return refused(`${JSON.stringify(visible(raw.trim()))} ${read.problem}`);
  const apart = fieldThatMeans(kind.fields, "phone-region");
  if (apart === undefined) return declared(field, (spec.ofPhone ?? international)(read));
  if (region !== undefined && region !== read.region)
    return refused(`has the country code ${read.region}, but ${apart} says ${visible(region)}. Keep one of the two.`);
  return { fields: { [apart]: read.region, [field]: read.number }, problems: [] };
}

/** A time in any form that people and spreadsheets give it, as the directory declares it. */
function moment(raw: string, field: string, atMoment: (moment: number) => string): Value {
  const unseen = inspectText(raw);
  if (unseen !== undefined) return refused(unseen);
  const read = readMoment(raw);
  if ("problem" in read) return refused(`${JSON.stringify(visible(raw.trim()))} ${read.problem}`);
  return read.moment < FIRST_MOMENT ? refused(noDate(raw)) : declared(field, atMoment(read.moment));
}

function status(raw: string, { field, isOpposite }: Wanted): Value {
  const read = readStatus(raw);
  if ("problem" in read) return refused(read.problem);
  return declared(field, isOpposite ? !read.enabled : read.enabled ? "enabled" : "disabled");
}

function declared(field: string, value: Json): Value {
  return { fields: { [field]: value }, problems: [] };
}

function refused(problem: string): Value {
  return { fields: {}, problems: [problem] };
}

function textsOf(raw: Raw): readonly string[] {
  if (typeof raw === "string") return [raw];
  return (isRawMap(raw) ? [...raw.keys(), ...raw.values()] : [...raw]).flatMap(textsOf);
}
