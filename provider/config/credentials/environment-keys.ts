import { defined, mapped } from "../../model/values";
import type { Structured } from "./configured";
import type { Settings } from "../settings";
import { fixed, listed, type Source, sourceProblem } from "./source";

/** Variables that belong together. Of several names for one thing the first that is set counts. */
export type KeyFamily = readonly [ids: readonly string[], secrets: readonly string[], sessions?: readonly string[]];

/**
 * Keys from the first family that has a variable set. Families are never mixed, and empty counts as unset.
 * @throws RollcallError ERR_CONFIG for half a family, naming what is missing
 */
export function environmentKeys(families: readonly KeyFamily[], settings: Settings): Source | undefined {
  for (const [ids, secrets, sessions = []] of families) {
    const parts = [ids, secrets, sessions].map((names) => firstSet(names, settings));
    if (parts.some((part) => part !== undefined)) return keysFrom("variables", parts, [ids[0] ?? "", secrets[0] ?? ""]);
  }
  return undefined;
}

/** A value that is set, with how texts name where. */
export interface Said {
  readonly name: string;
  readonly value: string;
}

/**
 * Keys of which each part is set, or not: id, secret and session token.
 * @param names of id and secret, to say which of them is missing
 * @throws RollcallError ERR_CONFIG for half of them
 */
export function keysFrom(what: string, parts: readonly (Said | undefined)[], names: readonly string[]): Source {
  const [id, secret, session] = parts;
  const set = parts.flatMap((part) => part?.name ?? []);
  const missing = names.filter((_name, index) => parts[index] === undefined);
  if (id === undefined || secret === undefined) throw halfSet(set, missing);
  return fixed(`the ${what} ${listed(set)}`, {
    kind: "keys",
    accessKeyId: id.value,
    accessKeySecret: secret.value,
    ...(session !== undefined && { securityToken: session.value }),
  });
}

/** The refusal of a source that is only partly set. */
export function halfSet(set: readonly string[], missing: readonly string[]): Error {
  return sourceProblem(
    `${listed(set)} ${set.length === 1 ? "is" : "are"} set, but ${listed(missing)} ${missing.length === 1 ? "is" : "are"} not. Keys of other sources are not added to half of one.`,
    `Set ${listed(missing)} too, or unset ${listed(set)}.`,
  );
}

/** The first of these variables that is set. */
export function firstSet(names: readonly string[], settings: Settings): Said | undefined {
  for (const name of names) {
    const value = settings.variable(name);
    if (value !== undefined) return { name, value };
  }
  return undefined;
}

/** A structured setting out of variables, each field from the first of its variables that is set. */
export function variableBlock(settings: Settings, variables: Readonly<Record<string, readonly string[]>>): Structured {
  const said = defined(mapped(variables, (names) => firstSet(names, settings)));
  return {
    fields: mapped(said, ({ value }) => value),
    label: (field) => said[field]?.name ?? variables[field]?.[0] ?? field,
  };
}

/** The values of two variables that belong together; `undefined` when neither is set. @throws RollcallError ERR_CONFIG for one alone */
export function pairSet(one: string, other: string, settings: Settings): readonly [string, string] | undefined {
  const [first, second] = [settings.variable(one), settings.variable(other)];
  if (first === undefined && second === undefined) return undefined;
  if (first === undefined) throw halfSet([other], [one]);
  if (second === undefined) throw halfSet([one], [other]);
  return [first, second];
}

/** Whether a switch of the vendor's is on: `true` in any case, or 1. */
export function isOn(settings: Settings, name: string): boolean {
  return /^(true|1)$/i.test(settings.variable(name) ?? "");
}
