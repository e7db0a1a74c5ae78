import type { SettingSpec } from "../model/account";
import { configError } from "../model/error";
import type { DirectoryFacts } from "../model/kind";
import { didYouMean } from "../model/suggest";
import { CLOUD_TITLES, CLOUDS, isStructured, KEY_SETTINGS, STRUCTURED } from "./credentials/setting-names";

/** Every setting there is, by key. */
export type SettingTable = Readonly<Record<string, SettingSpec>>;

/** Every setting by its key: those of all directories, of each of these directories and of each cloud. */
export function settingTable(
  directories: readonly Pick<DirectoryFacts, "name" | "title" | "defaultRegion" | "settings">[],
): SettingTable {
  const places = directories.flatMap(({ name, title, defaultRegion }): [string, SettingSpec][] => [
    [`${name}Region`, { about: `Region of ${title}. Default: region, else ${defaultRegion}.`, moves: "place" }],
    [`${name}Endpoint`, { about: `Full URL at which ${title} is called; http only on loopback.`, moves: "place" }],
  ]);
  const clouds = CLOUDS.map((cloud): [string, SettingSpec] => [
    cloud,
    {
      about: `Settings about keys for ${CLOUD_TITLES[cloud]} alone; they go before the plain ones.`,
      structured: true,
      // Something in them may be secret.
      secret: true,
      moves: "keys",
    },
  ]);
  return {
    target: {
      about: "emulator to try things out, cloud for live directories. There is no default.",
      values: ["emulator", "cloud"],
      moves: "place",
    },
    ...KEY_SETTINGS,
    ...Object.fromEntries(clouds),
    region: { about: "Region of every directory that has none of its own.", moves: "place" },
    ...Object.fromEntries(places),
    ...Object.assign({}, ...directories.map(({ settings }) => settings)),
    ...COMMON,
  };
}

/** Keys of the settings that an `Account` has. */
export function accountSettings(table: SettingTable): readonly string[] {
  return Object.keys(table).filter((key) => table[key]?.stackOnly !== true);
}

const COMMON: SettingTable = {
  timeoutSeconds: { about: "Longest wait for one answer, in seconds. Default: 30." },
  emulatorData: {
    about: "Data file of the embedded emulator. Default: .rollcall/emulator.jsonl in the project.",
    moves: "place",
  },
  maxDeletes: {
    about: "A run that deletes more users than this and more than maxDeleteShare stops. Default: 10.",
    stackOnly: true,
  },
  maxDeleteShare: { about: "Share of the managed users, 0 to 1. Default: 0.2.", stackOnly: true },
  diary: {
    about: "File in which runs note what they did to accounts, or off. Default: .rollcall/diary.jsonl.",
    stackOnly: true,
  },
  ignore: { about: "Accounts that rollcall drift passes over.", stackOnly: true },
};

/**
 * Refuses settings that nobody knows: a misspelt one would be ignored in silence, and the run would go on with other keys.
 * @param names full names of the stack's configuration, e.g. `rollcall:target`; other namespaces are left alone
 * @throws RollcallError ERR_CONFIG naming each, with the setting that may be meant
 */
export function checkNames(table: SettingTable, names: Iterable<string>): void {
  const known = Object.keys(table);
  const unknown = [...names]
    .flatMap((name) => (name.startsWith("rollcall:") ? name.slice("rollcall:".length) : []))
    .filter((key) => !known.includes(key));
  if (unknown.length === 0) return;
  const texts = unknown.map((key) => `rollcall:${key} is no setting${didYouMean(key, known)}`);
  throw configError(
    `${texts.join("; ")}.`,
    `Correct the name, or remove it: ${unknown.map((key) => `pulumi config rm rollcall:${key}`).join("; ")}.`,
  );
}

/** What is wrong with a field of an account or, below it, of a structured setting; `undefined` when it is known. */
export function unknownField(table: SettingTable, path: readonly string[]): string | undefined {
  const [first = "", second, third] = path;
  const isCloud = CLOUDS.some((name) => name === first);
  const known =
    second === undefined
      ? accountSettings(table)
      : isCloud && third === undefined
        ? Object.keys(KEY_SETTINGS)
        : fieldsOf((isCloud ? second : first) ?? "");
  const field = path.at(-1) ?? "";
  if (known === undefined || known.includes(field)) return undefined;
  return `${path.join(".")} is no setting${didYouMean(field, known)}`;
}

function fieldsOf(key: string): readonly string[] | undefined {
  return isStructured(key) ? [...new Set(Object.values(STRUCTURED[key]).flat())] : undefined;
}
