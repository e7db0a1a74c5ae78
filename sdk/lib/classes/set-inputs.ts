import * as pulumi from "@pulumi/pulumi";
import { withoutUndefined } from "../../../provider/lifecycle/outputs";
import type { FieldTable } from "../../../provider/model/field";
import type { Kind } from "../../../provider/model/kind";
import { type Bag, type Fields, only, record } from "../../../provider/model/values";
import { writeMember } from "../../../provider/pulumi/member-text";
import { SECRETS_INPUT, secretsInput } from "../../../provider/pulumi/program-inputs";
import { FORM, LINKED, readSet, SECRETS, VERSION } from "../../../provider/pulumi/set-form";
import type { Declared } from "./resource-class";
import { plain, watch, type Watched } from "./watch-values";

/** A set on its way to the engine, in the form of its inputs (see {@link readSet}), and the bytes of its members' texts. */
type SetInputs = Pick<Declared, "inputs" | "known" | "secrets" | "sources"> & { readonly size: number };

/** What a member declares, by where it stands. */
interface Parts {
  readonly member: string;
  /** What is known and no secret. */
  readonly known: Fields;
  /** Passwords. */
  readonly secret: Bag;
  /** Outputs of other resources, and what the program keeps secret. */
  readonly later: Bag;
  readonly watched: Watched | undefined;
}

/**
 * Longest texts of a set together, in bytes. The engine's messages hold at most 400 MB, and an update carries a set three times: as
 * state has its inputs and its outputs, and as the program declares it.
 */
export const LARGEST = 120_000_000;

/** Writes what a program declares of a set. */
export function setInputs(kind: Kind, shared: Bag, members: Readonly<Record<string, Bag>>): SetInputs {
  const everybody = Object.entries(members).map(([member, fields]) => partsOf(kind.fields, member, fields));
  const common = watch(shared, kind.fields);
  const changing = everybody.filter(({ watched }) => watched !== undefined);
  const settled = new Map(everybody.map(({ member, known }) => [member, known] as const));
  const valuesOf = ({ known, watched }: Parts): Fields =>
    watched === undefined ? known : { ...known, ...watched.values() };
  const users = Object.fromEntries(settled);
  const texts = everybody.map(({ member, known }) => [member, writeMember(known)] as const);
  return {
    size: texts.reduce((size, [member, text]) => size + Buffer.byteLength(member) + Buffer.byteLength(text), 0),
    inputs: {
      ...shared,
      users: Object.fromEntries(texts),
      ...apart(everybody),
      [FORM]: VERSION,
      [SECRETS_INPUT]: common.allSecrets().then((fields) => secretsInput(fields.map((field) => [field]))),
    },
    known: () => ({
      ...common.values(),
      users:
        changing.length === 0
          ? users
          : { ...users, ...Object.fromEntries(changing.map((parts) => [parts.member, valuesOf(parts)])) },
    }),
    sources: async () =>
      (
        await Promise.all([common, ...changing.flatMap(({ watched }) => watched ?? [])].map((one) => one.sources()))
      ).flat(),
    secrets: () => [
      ...common.secrets().map((field) => [field]),
      ...changing.flatMap(({ member, watched }) => (watched?.secrets() ?? []).map((field) => ["users", member, field])),
    ],
  };
}

function partsOf(table: FieldTable, member: string, fields: Bag): Parts {
  const known: Record<string, unknown> = {};
  const secret: Record<string, unknown> = {};
  const later: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(fields)) {
    if (table[field]?.secret === true) secret[field] = value;
    else if (plain(value) === undefined) later[field] = value;
    else known[field] = value;
  }
  const rest = { ...secret, ...later };
  return {
    member,
    known: withoutUndefined(known),
    secret,
    later,
    watched: Object.keys(rest).length === 0 ? undefined : watch(rest, table),
  };
}

/** What stands beside the texts. Which values are secret is known only when the outputs that hold them are. */
function apart(everybody: readonly Parts[]): Bag {
  const passwords = everybody.flatMap(({ member, secret }) =>
    Object.keys(secret).length === 0 ? [] : [[member, secret] as const],
  );
  if (everybody.every(({ later }) => Object.keys(later).length === 0))
    return passwords.length === 0 ? {} : { [SECRETS]: Object.fromEntries(passwords) };
  const sorted = sort(everybody);
  return { [SECRETS]: sorted.then(({ secrets }) => secrets), [LINKED]: sorted.then(({ linked }) => linked) };
}

async function sort(
  everybody: readonly Parts[],
): Promise<{ readonly secrets: Bag | undefined; readonly linked: Bag | undefined }> {
  const sorted = await Promise.all(
    everybody.map(async ({ member, secret, later, watched }) => {
      const hidden = new Set(await watched?.allSecrets());
      const where = (isHidden: boolean): Bag => only(later, (_, field) => hidden.has(field) === isHidden);
      return { member, secrets: { ...secret, ...where(true) }, linked: where(false) };
    }),
  );
  const some = (entries: readonly (readonly [string, Bag])[]): Bag | undefined => {
    const full = entries.filter(([, fields]) => Object.keys(fields).length > 0);
    return full.length === 0 ? undefined : Object.fromEntries(full);
  };
  return {
    secrets: some(sorted.map(({ member, secrets }) => [member, secrets])),
    linked: some(sorted.map(({ member, linked }) => [member, linked])),
  };
}

/** The users of a set as programs read them, out of the outputs that the engine keeps. */
export function readUsers(outputs: Readonly<Record<"users" | "secrets" | "linked", unknown>>): pulumi.Output<Bag> {
  const { users, secrets, linked } = outputs;
  return pulumi
    .all([users, secrets, linked])
    .apply(([texts, hidden, later]) => record(readSet({ users: texts, secrets: hidden, linked: later })["users"]));
}
