import type { CloudName } from "../../model/credentials";
import { didYouMean } from "../../model/suggest";
import { type Bag, defined, found, isBag, mapped, parsedJson, text } from "../../model/values";
import { environmentName, type Settings } from "../settings";
import { sourceProblem } from "./source";
import { CLOUD_TITLES, CLOUDS, KEY_SETTINGS, isStructured, SOURCE_SETTINGS, STRUCTURED } from "./setting-names";

/** One place of explicit settings. */
export interface Place {
  /** How texts name a setting of this place: `rollcall:alibaba.profile`, `rollcall:profile`, `ROLLCALL_PROFILE`. */
  label(key: string): string;
  /** Text for a plain setting, an object for a structured one. */
  readonly values: ReadonlyMap<string, string | Readonly<Record<string, string>>>;
}

/** What the program and the configuration say of the keys of one cloud. */
export interface Configured {
  /** The nearest place that names a source of keys; its values are the only ones that belong to it. */
  readonly source: Place | undefined;
  /** A plain setting from the nearest place that has it. */
  plain(key: string): string | undefined;
  /** The role to take on, with how texts name a field of it. */
  readonly role: Structured | undefined;
}

/** A structured setting. */
export interface Structured {
  readonly fields: Readonly<Record<string, string>>;
  label(field: string): string;
}

/**
 * The explicit settings of a cloud: its own object (`rollcall:alibaba`), then the plain ones, then Rollcall's variables.
 * @param user names the directory that needs the keys, for texts
 * @throws RollcallError ERR_CONFIG for a setting that is unknown, of another cloud, or not of its form
 */
export function configuredFor(cloud: CloudName, user: string, settings: Settings): Configured {
  const places = [ownObject(cloud, settings), plainSettings(settings), variables(settings)];
  for (const place of places) checkPlace(place, cloud, user);
  const withRole = places.find(({ values }) => values.has("assumeRole"));
  return {
    source: places.find(({ values }) => SOURCE_SETTINGS.some((key) => values.has(key))),
    plain(key) {
      const value = places.map(({ values }) => values.get(key)).find((found) => found !== undefined);
      return typeof value === "string" ? value : undefined;
    },
    role: withRole === undefined ? undefined : structured(withRole, "assumeRole"),
  };
}

/** A structured setting of a place that has it. */
export function structured(place: Place, key: string): Structured | undefined {
  const fields = place.values.get(key);
  return typeof fields === "object" ? { fields, label: (field) => `${place.label(key)}.${field}` } : undefined;
}

function ownObject(cloud: CloudName, settings: Settings): Place {
  const label = (key: string): string => `rollcall:${cloud}.${key}`;
  const written = settings.configured(cloud);
  if (written === undefined) return { label, values: new Map() };
  const found = objectIn(written, `rollcall:${cloud}`);
  const known = Object.keys(KEY_SETTINGS);
  for (const key of Object.keys(found)) {
    if (known.includes(key)) continue;
    throw unknown(label(key), key, known);
  }
  return { label, values: valuesOf(found, label) };
}

function plainSettings(settings: Settings): Place {
  const label = (key: string): string => `rollcall:${key}`;
  const said = found(Object.keys(KEY_SETTINGS), (key) => {
    const written = settings.configured(key);
    return written !== undefined && isStructured(key) ? objectIn(written, label(key)) : written;
  });
  return { label, values: valuesOf(said, label) };
}

function variables(settings: Settings): Place {
  const plain = Object.keys(KEY_SETTINGS).filter((key) => !isStructured(key));
  const said = found(plain, (key) => settings.variable(environmentName(key)));
  return { label: environmentName, values: new Map(Object.entries(said)) };
}

function objectIn(written: string, label: string): Bag {
  const value = parsedJson(written);
  if (isBag(value)) return value;
  throw sourceProblem(
    `${label} must be an object.`,
    `Set its fields one by one, such as pulumi config set --path ${label}.${label.endsWith("oidc") ? "tokenFile" : label.endsWith("assumeRole") ? "sessionName" : "profile"} ….`,
  );
}

function valuesOf(said: Bag, label: (key: string) => string): Place["values"] {
  const values = new Map<string, string | Readonly<Record<string, string>>>();
  for (const [key, value] of Object.entries(said)) {
    if (!isStructured(key)) {
      const written = scalar(value, label(key));
      if (written !== undefined) values.set(key, written);
      continue;
    }
    if (!isBag(value)) throw sourceProblem(`${label(key)} must be an object.`, "Set its fields one by one.");
    const fields = mapped(value, (inner, field) =>
      field === "policy" ? policyText(inner, `${label(key)}.policy`) : scalar(inner, `${label(key)}.${field}`),
    );
    values.set(key, defined(fields));
  }
  return values;
}

/** Empty counts as unset, as everywhere. */
function scalar(value: unknown, label: string): string | undefined {
  const written = typeof value === "boolean" ? String(value) : text(value);
  if (written === undefined && value !== undefined && value !== null)
    throw sourceProblem(`${label} must be a text.`, "Correct its form.");
  const trimmed = written?.trim();
  return trimmed === "" ? undefined : trimmed;
}

/** A policy may be written as the object that it is. */
function policyText(value: unknown, label: string): string | undefined {
  return isBag(value) ? JSON.stringify(value) : scalar(value, label);
}

function checkPlace(place: Place, cloud: CloudName, user: string): void {
  for (const [key, value] of place.values) {
    if (KEY_SETTINGS[key]?.clouds.includes(cloud) !== true)
      throw foreign(place.label(key), key, cloud, user, KEY_SETTINGS[key]?.clouds ?? []);
    if (typeof value === "string" || !isStructured(key)) continue;
    for (const field of Object.keys(value)) {
      if (STRUCTURED[key][cloud].includes(field)) continue;
      const others = CLOUDS.filter((other) => STRUCTURED[key][other].includes(field));
      const label = `${place.label(key)}.${field}`;
      throw others.length > 0
        ? foreign(label, key, cloud, user, others)
        : unknown(label, field, STRUCTURED[key][cloud]);
    }
  }
}

function foreign(label: string, key: string, cloud: CloudName, user: string, others: readonly CloudName[]): Error {
  const titles = others.map((other) => CLOUD_TITLES[other]).join(" or ");
  const own = others.map((other) => `rollcall:${other}.${key}`).join(" or ");
  return sourceProblem(
    `${label} means ${titles}, and ${user} is of ${CLOUD_TITLES[cloud]}, which has no such setting.`,
    `Where a stack uses several clouds, write ${own} (in an Account: ${others.map((other) => `${other}: { ${key}: … }`).join(" or ")}) for the one and rollcall:${cloud}.… for the other.`,
  );
}

function unknown(label: string, name: string, known: readonly string[]): Error {
  return sourceProblem(`${label} is no setting${didYouMean(name, known)}.`, `Known here: ${known.join(", ")}.`);
}
