import type { RunningEmulator } from "../../../../emulator";
import { agrees } from "../../../../provider/model/compare";
import type { Directory } from "../../../../provider/model/kind";
import type { Category } from "../../../../provider/model/category";
import type { FieldSpec } from "../../../../provider/model/field";
import { INITIAL_PASSWORD } from "../../../../provider/model/initial-password";
import type { Fields, Json } from "../../../../provider/model/values";
import type { World } from "../harness/world";

/** What the shared suite must be told of a directory; all the rest it takes from the field table. */
export interface Sample {
  /** A valid user with every field that a program can declare. `tag` (lower-case letters) keeps users apart. */
  user(tag: string, emulator: RunningEmulator): Fields;
  /** Another valid value for every field but the natural key and the policies; where fields change together, the others follow. */
  changed(emulator: RunningEmulator): Fields;
  /** Fields by which the directory tells users of one name apart. */
  readonly partOfName?: readonly string[];
  /** No read of the service says when a user was made. */
  readonly tellsNoAge?: true;
  /** Ledger names of the calls that create and delete. */
  readonly calls: { readonly create: string; readonly remove: string };
  /** Ledger names of the actions in the field table, where they differ. */
  readonly ledger?: Readonly<Record<string, string>>;
  /** What somebody else sets to give a field its changed value, in the emulator's names; default: the wire name and the value. */
  drift?(field: string, value: Json): Readonly<Record<string, unknown>> | undefined;
  /** Answers, in the vendor's own words, that must never be taken for a missing user. `message` may hold anything. */
  readonly refusals: readonly Refusal[];
}

/** One answer of the vendor to any request. */
export interface Refusal {
  readonly category: Category;
  readonly status: number;
  body(message: string): unknown;
}

/** What every part of the suite works with. */
export interface Subject {
  readonly directory: Directory;
  readonly sample: Sample;
  readonly world: () => World;
}

/** Fields of the directory by name, without Rollcall's own policies. */
export function ownFields({ directory }: Pick<Subject, "directory">): readonly (readonly [name: string, spec: FieldSpec])[] {
  return Object.entries(directory.kinds.User.fields).filter(([name]) => name !== "onExisting" && name !== "onDelete");
}

/** The sample user. */
export function userOf({ sample, world }: Subject, tag = "alice"): Fields {
  return sample.user(tag, world().emulator);
}

/** The changed value of one field. */
export function changedValue({ sample, world }: Subject, field: string): Json {
  const value = sample.changed(world().emulator)[field];
  if (value === undefined) throw new Error(`the sample has no changed value for ${field}`);
  return value;
}

/** What state must keep of a user: the declared fields, the id, and whatever the directory computes. */
export function stateOf({ directory }: Subject, user: Fields, id: string): Readonly<Record<string, unknown>> {
  const told = Object.keys(directory.kinds.User.computed ?? {}).filter((name) => name !== INITIAL_PASSWORD);
  const computed = told.map((name) => [name, expect.anything()]);
  return { ...Object.fromEntries(computed), ...user, [directory.kinds.User.idOutput]: id };
}

/** The user with the changed values of as many of these fields as the directory's rules allow together. */
export async function changedUser(subject: Subject, names: readonly string[], before: Fields = userOf(subject)): Promise<Fields> {
  const provider = await subject.world().provider();
  let user = before;
  for (const name of names) {
    const news = { ...user, [name]: changedValue(subject, name) };
    if ((await provider.check({}, news)).failures === undefined) user = news;
  }
  return user;
}

/** One fault rule for {@link World.faults}; actions may hold spaces. */
export function faultOn(action: string, fault: string): string {
  return `"${action}" ${fault}`;
}

/** Copy of a declaration without one field. */
export function without(user: Fields, field: string): Fields {
  return Object.fromEntries(Object.entries(user).filter(([name]) => name !== field));
}

/** The calls that changed something, by ledger name. */
export async function writes({ world }: Subject): Promise<Readonly<Record<string, number>>> {
  return Object.fromEntries(
    Object.entries(await world().calls()).filter(([name]) => !/^(Get|List|Describe|Filter|Search|GET )/.test(name)),
  );
}

/** Ledger names of the actions that change a field. */
export function actionsOf({ sample }: Subject, spec: FieldSpec): readonly string[] {
  const by =
    spec.change.kind === "in-place"
      ? spec.change.by
      : spec.change.kind === "write-only" && spec.change.by !== undefined
        ? [spec.change.by]
        : [];
  return by.map((action) => sample.ledger?.[action] ?? action);
}

/** A sample or changed value that the service does not set by itself, so that it must be sent after a creation. */
export function unusualValue(subject: Subject, name: string, spec: FieldSpec): Json | undefined {
  return [userOf(subject)[name], changedValue(subject, name)].find(
    (value) => value !== undefined && !agrees(spec, value, spec.serviceDefault),
  );
}

/** Values that must not appear in any text. */
export function secretsOf({ directory }: Subject, ...users: readonly Fields[]): readonly string[] {
  const secret = Object.entries(directory.kinds.User.fields).flatMap(([name, spec]) => (spec.secret === true ? [name] : []));
  return users.flatMap((user) => secret.flatMap((name) => (typeof user[name] === "string" ? [user[name]] : [])));
}

/** The error a promise rejects with, and everything it would show anybody. */
export async function failureOf(promise: Promise<unknown>): Promise<{ readonly error: unknown; readonly text: string }> {
  try {
    await promise;
  } catch (error) {
    const reasons = error instanceof Error && "reasons" in error ? error.reasons : [];
    return {
      error,
      text: [
        error instanceof Error ? `${error.message}\n${error.stack ?? ""}` : String(error),
        ...(Array.isArray(reasons) ? reasons : []),
      ].join("\n"),
    };
  }
  throw new Error("expected a failure, but the operation succeeded");
}
