import * as pulumi from "@pulumi/pulumi";
import { CLOUDS, isStructured, SOURCE_SETTINGS } from "../../../provider/config/credentials/setting-names";
import { accountSettings, unknownField } from "../../../provider/config/setting-table";
import { directories } from "../../../provider/directories";
import { isBag, only, parsedJson, record } from "../../../provider/model/values";
import { SETTINGS } from "../../../provider/settings";
import { isPlain } from "./declaration";

const REGIONS = Object.keys(directories).map((name) => `${name}Region`);

/** What is wrong with the names in an account's arguments, as far as they are known now; `undefined` when nothing is. */
export function unknownIn(args: object): string | undefined {
  for (const path of pathsOf(args, [])) {
    const problem = unknownField(SETTINGS, path);
    if (problem !== undefined) return `${problem}.`;
  }
  return undefined;
}

/** Names down to the fields of structured settings; what stands below those is the cloud's own, such as a policy. */
function pathsOf(value: object, above: readonly string[]): readonly (readonly string[])[] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const path = [...above, key];
    const goesOn = isStructured(key) || (above.length === 0 && isCloud(key));
    return [path, ...(goesOn && isPlain(inner) ? pathsOf(inner, path) : [])];
  });
}

/**
 * The properties of an account's provider. A provider of its own does not see the stack's configuration, so what the program leaves
 * open is copied from there. Where the program names keys, nothing that the stack says of its own keys belongs to them.
 */
export function accountProperties(args: object, config: pulumi.Config): Record<string, pulumi.Input<string>> {
  const given = givenBy(args);
  const said = new Set([...given.keys()].filter((key) => !isCloud(key)));
  const properties: Record<string, pulumi.Input<string>> = {};
  for (const key of accountSettings(SETTINGS)) {
    const isSecret = SETTINGS[key]?.secret === true;
    const value = isCloud(key)
      ? objectOf(key, given.get(key), said, config)
      : given.has(key)
        ? given.get(key)
        : isSecret
          ? config.getSecret(key)
          : config.get(key);
    if (value === undefined) continue;
    const text = pulumi
      .output(value)
      .apply((known: unknown) => (typeof known === "object" ? JSON.stringify(known) : String(known)));
    properties[`rollcall:${key}`] = isSecret ? pulumi.secret(text) : text;
  }
  return properties;
}

/** What the program says, and what follows from it: its region is that of every directory it names no other for. */
function givenBy(args: object): ReadonlyMap<string, unknown> {
  const said = Object.entries(args).filter(([, value]) => value !== undefined);
  const names = said.map(([key]) => key);
  const closed = closedBy(names);
  const regions = names.includes("region") ? REGIONS : [];
  return new Map<string, unknown>([
    ...closed.map((key) => [key, undefined] as const),
    ...regions.map((key) => [key, record(args)["region"]] as const),
    ...said,
  ]);
}

/** Settings that those said leave no room for: keys are a whole, and a role of the stack's belongs to the stack's keys. */
function closedBy(names: readonly string[]): readonly string[] {
  return names.some((name) => SOURCE_SETTINGS.includes(name)) ? [...SOURCE_SETTINGS, "assumeRole"] : [];
}

/** The object of a cloud: the program's, and of the stack's what the program, plain or there, leaves room for. */
function objectOf(cloud: string, own: unknown, plain: ReadonlySet<string>, config: pulumi.Config): unknown {
  const stack = config.getSecret(cloud);
  // Names inside an output are not known yet, so it stands alone.
  if (stack === undefined || (own !== undefined && !isPlain(own))) return own;
  const names = Object.entries(own ?? {}).flatMap(([key, value]: [string, unknown]) =>
    value === undefined ? [] : key,
  );
  const closed = new Set([...closedBy(names), ...names, ...plain]);
  return pulumi.all([stack, own]).apply(([written, mine]) => {
    const left = parsedJson(written);
    // What is no object is left to the provider to refuse.
    if (!isBag(left)) return written;
    return { ...only(left, (_, key) => !closed.has(key)), ...record(mine) };
  });
}

function isCloud(key: string): boolean {
  return CLOUDS.some((name) => name === key);
}
