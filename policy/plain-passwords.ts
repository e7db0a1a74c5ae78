import { directories } from "../provider/directories";
import type { Directory } from "../provider/model/kind";
import { GENERATE } from "../provider/model/initial-password";
import { resolveColumn } from "../sdk/lib/roster/columns/headers";
import { type PolicyLevel, scope } from "./rule";
import { parse } from "csv-parse/sync";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const KINDS = /\.(?:[cm]?[jt]s|csv|ya?ml|json)$/i;
/** Compiled and installed files, and what a tool keeps for itself. */
const PASSED_OVER = new Set(["node_modules", "dist", "bin", "build", "coverage"]);
/** Larger files are data, not programs; a roster of half a million people stays below. */
const MAX_BYTES = 64 * 1024 * 1024;

/** The programs and rosters of a folder: `.ts`, `.js`, `.csv`, `.yaml`, `.json`, without hidden folders and installed packages. Links are not followed. */
export function programFiles(folder: string): readonly SourceFile[] {
  return paths(folder, "").map((path) => ({ path, text: readFileSync(join(folder, path), "utf8") }));
}

function paths(folder: string, below: string): readonly string[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory())
      return entry.name.startsWith(".") || PASSED_OVER.has(entry.name) ? [] : paths(folder, path);
    return entry.isFile() &&
      KINDS.test(entry.name) &&
      !entry.name.startsWith("package-lock") &&
      statSync(join(folder, path)).size <= MAX_BYTES
      ? [path]
      : [];
  });
}

/** Settings of the rule about the program's own files. */
export interface PlainPasswords {
  readonly level: PolicyLevel;
  /** Paths, as given to {@link findPlainPasswords}, that are passed over. */
  readonly exceptFiles: readonly string[];
}

/** No password stands in clear in a program or roster. */
export const plainPasswords = {
  about: "No password stands in clear in the program's files.",
  settings: z
    .strictObject({ level: scope.level, exceptFiles: z.array(z.string().min(1)).default([]) })
    .nullable()
    .transform((given): PlainPasswords => given ?? { level: "mandatory", exceptFiles: [] }),
} as const;

/** A file of a program: its path relative to the program's folder, with `/`, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Where a password stands in clear. It holds nothing of the password. */
export interface PlainPassword {
  readonly path: string;
  /** From 1. */
  readonly line: number;
}

/** Fields that hold passwords, in any directory. */
const SECRET_FIELDS = [
  ...new Set(
    Object.values<Directory>(directories)
      .map(({ kinds }) => kinds.User)
      .flatMap(({ fields }) => Object.entries(fields).flatMap(([name, spec]) => (spec.secret === true ? [name] : []))),
  ),
];

/** `password: "…"` of a program or a YAML or JSON file, with or without quotes around the name; not a template with values in it. */
const IN_CODE = new RegExp(
  `(?<![\\w$.-])["']?(?:${SECRET_FIELDS.join("|")})["']?\\s*[:=]\\s*(["'\`])((?:(?!\\1)[^\\\\\\n]|\\\\.)+)\\1`,
  "gi",
);
/** The same without quotes around the value, in YAML. */
const IN_YAML = new RegExp(
  `^[\\s-]*["']?(?:${SECRET_FIELDS.join("|")})["']?\\s*:[ \\t]+([^\\s"'#&*{\\[|>][^\\n#]*)`,
  "gim",
);

/**
 * Finds passwords that stand in clear: string literals of programs, values of YAML and JSON files, cells of CSV rosters. `env:NAME`
 * is none. What a program puts together from pieces is not found.
 */
export function findPlainPasswords(
  files: readonly SourceFile[],
  { exceptFiles }: PlainPasswords,
): readonly PlainPassword[] {
  return files
    .filter(({ path }) => !exceptFiles.includes(path))
    .flatMap(({ path, text }) => linesOf(path, text).map((line) => ({ path, line })));
}

function linesOf(path: string, text: string): readonly number[] {
  if (/\.csv$/i.test(path)) return csvLines(text);
  const found = [...text.matchAll(IN_CODE)].flatMap((match) =>
    isPassword(match[2] ?? "", match[1] === "`") ? [lineAt(text, match.index)] : [],
  );
  const bare = /\.ya?ml$/i.test(path)
    ? [...text.matchAll(IN_YAML)].flatMap((match) =>
        isPassword(match[1] ?? "", false) ? [lineAt(text, match.index + match[0].length)] : [],
      )
    : [];
  return [...new Set([...found, ...bare])].sort((left, right) => left - right);
}

function isPassword(value: string, template: boolean): boolean {
  return (
    value.trim() !== "" &&
    !value.startsWith("env:") &&
    value.trim() !== GENERATE &&
    !(template && value.includes("${")) &&
    !/^(?:null|~|true|false)$/.test(value.trim())
  );
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}

/** A file that is no CSV is no roster either: reading it for real reports that. */
function csvLines(text: string): readonly number[] {
  try {
    const lines: number[] = [];
    let secret: readonly number[] | undefined;
    parse(text, {
      bom: true,
      relax_column_count: true,
      trim: true,
      comment: "#",
      comment_no_infix: true,
      delimiter: [",", ";", "\t"],
      skip_empty_lines: true,
      on_record: (row: readonly string[], info) => {
        if (secret === undefined) secret = row.flatMap((name, column) => (isSecretColumn(name) ? [column] : []));
        else if (secret.some((column) => isPassword(row[column] ?? "", false))) lines.push(info.lines);
        return null;
      },
    });
    return lines;
  } catch {
    return [];
  }
}

function isSecretColumn(name: string): boolean {
  return Object.values<Directory>(directories).some(({ kinds }) =>
    SECRET_FIELDS.includes(resolveColumn(name, kinds.User)?.field ?? ""),
  );
}
