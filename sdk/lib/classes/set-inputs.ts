import * as pulumi from "@pulumi/pulumi";
import { withoutUndefined } from "../../../provider/lifecycle/outputs";
import type { FieldTable } from "../../../provider/model/field";
import type { Kind } from "../../../provider/model/kind";
import { type Bag, type Fields, only, record } from "../../../provider/model/values";
import { writeMember } from "../../../provider/pulumi/member-text";
import { SECRETS_INPUT, secretsInput } from "../../../provider/pulumi/program-inputs";
import { FORM, LINKED, readSet, SECRETS, VERSION } from "../../../provider/pulumi/set-form";
import type { Declared } from "./resource-class";
import { stands } from "./standing";
import { plain, watch, type Watched } from "./watch-values";

/** A set on its way to the engine, in the form of its inputs (see {@link readSet}), and the bytes of its members' texts. */
type SetInputs = Pick<Declared, "inputs" | "sent" | "known" | "secrets" | "sources"> & { readonly size: number };

/** What a member declares, by where it stands. */
interface Parts {
  readonly member: string;
  /** What is known and no secret. */
  readonly known: Fields;
  /** Passwords. */
  readonly secret: Bag;
  /** Outputs, and what the program keeps secret. */
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
  const valuesOf = ({ known, watched }: Parts): Fields =>
    watched === undefined ? known : { ...known, ...watched.values() };
  const users = Object.fromEntries(everybody.map(({ member, known }) => [member, known]));
  const texts = Object.fromEntries(everybody.map(({ member, known }) => [member, writeMember(known)]));
  const isOpen = changing.some(({ later }) => Object.keys(later).length > 0);
  const passwords = (): Bag => ({ [SECRETS]: someOf(changing.map(({ member, secret }) => [member, secret])) });
  const { sent, ...beside } = isOpen ? sort(changing, texts) : { sent: undefined, ...passwords() };
  return {
    size: Object.entries(texts).reduce(
      (size, [member, text]) => size + Buffer.byteLength(member) + Buffer.byteLength(text),
      0,
    ),
    inputs: {
      ...shared,
      users: texts,
      ...beside,
      [FORM]: VERSION,
      [SECRETS_INPUT]: common.allSecrets().then((fields) => secretsInput(fields.map((field) => [field]))),
    },
    ...(sent !== undefined && { sent: { users: sent } }),
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

/**
 * Where the outputs of members stand, which is known only when they have their values. What a preview may not know stands beside the texts,
 * so that it shows what is known of everybody: values of other resources. What the program looked up, and what comes from groups and units
 * that the stack has, stands in them, which costs a fraction.
 */
function sort(changing: readonly Parts[], texts: Readonly<Record<string, string>>) {
  const sorted = Promise.all(changing.map(sortMember));
  return {
    sent: sorted.then((all) => {
      const users = { ...texts, ...Object.fromEntries(all.map(({ member, text }) => [member, text])) };
      // What the texts hold depends on these, as the engine is to know.
      const sources = [...new Set(all.flatMap((one) => one.sources))];
      return sources.length === 0 ? users : pulumi.all(sources.map(({ urn }) => urn)).apply(() => users);
    }),
    [SECRETS]: sorted.then((all) => someOf(all.map(({ member, secrets }) => [member, secrets]))),
    [LINKED]: sorted.then((all) => someOf(all.map(({ member, linked }) => [member, linked]))),
  };
}

async function sortMember({ member, known, secret, later, watched }: Parts) {
  const hidden = new Set(await watched?.allSecrets());
  const [settled, linked]: [Record<string, unknown>, Record<string, unknown>] = [{}, {}];
  const sources: pulumi.Resource[] = [];
  for (const [field, value] of Object.entries(later)) {
    if (hidden.has(field)) continue;
    const arrival = await watched?.arrival(field);
    const isSettled = arrival !== undefined && (await Promise.all(arrival.sources.map(stands))).every((is) => is);
    if (!isSettled) linked[field] = value;
    else {
      settled[field] = arrival.value;
      sources.push(...arrival.sources);
    }
  }
  const secrets = { ...secret, ...only(later, (_, field) => hidden.has(field)) };
  return { member, text: writeMember({ ...known, ...withoutUndefined(settled) }), secrets, linked, sources };
}

/** Fields by member, of those who have any; nothing where nobody has. */
function someOf(members: readonly (readonly [member: string, fields: Bag])[]): Bag | undefined {
  const some = members.filter(([, fields]) => Object.keys(fields).length > 0);
  return some.length === 0 ? undefined : Object.fromEntries(some);
}

/** The users of a set as programs read them, out of the outputs that the engine keeps. */
export function readUsers(outputs: Readonly<Record<"users" | "secrets" | "linked", unknown>>): pulumi.Output<Bag> {
  const { users, secrets, linked } = outputs;
  return pulumi
    .all([users, secrets, linked])
    .apply(([texts, hidden, later]) => record(readSet({ users: texts, secrets: hidden, linked: later })["users"]));
}
