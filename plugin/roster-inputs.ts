import { z } from "zod";
import { directories } from "../provider/directories";
import { RollcallError } from "../provider/model/error";
import type { RosterArgs } from "../sdk/roster";
import type { Fields } from "../provider/model/values";

const DIRECTORY_NAMES = Object.keys(directories);

/** The inputs of `rollcall:index:Roster`: the schema's types, and what a request must hold. */
export const rosterInputs = {
  file: z.string().min(1).describe("Path of a CSV, YAML or Excel file (.xlsx), relative to the folder of the program."),
  directory: z
    .enum(DIRECTORY_NAMES)
    .exactOptional()
    .describe("The directory of everybody whose directory column is empty or missing."),
  defaults: z
    .record(z.string(), z.unknown())
    .exactOptional()
    .describe("Fields for everybody who leaves them open, by field name."),
  format: z.enum(["csv", "yaml", "xlsx"]).exactOptional().describe("Default: by the file's extension."),
  sheet: z.string().exactOptional().describe("The sheet of a workbook. Default: the first one."),
  columns: z
    .record(z.string(), z.union([z.string(), z.null()]))
    .exactOptional()
    .describe(
      "What the columns of another system's file mean: a field or alias by the column's name, or null for a column to leave out.",
    ),
  headerLine: z
    .int()
    .exactOptional()
    .describe("The line of a CSV, or the row of a sheet, that names the columns, counted from 1."),
  encoding: z
    .string()
    .exactOptional()
    .describe("Any label of the WHATWG Encoding standard. Default: by byte order mark, else UTF-8, else GB18030."),
  timeZone: z
    .string()
    .exactOptional()
    .describe("In which days begin and end, by its IANA name. Default: Asia/Shanghai."),
  as: z
    .enum(["users", "set"])
    .exactOptional()
    .describe("What the people become: resources of their own (users, the default) or one set for each directory."),
  namePrefix: z
    .string()
    .exactOptional()
    .describe("Goes before each user's natural key to make the resource's name. Of no effect with as: set."),
  references: z
    .enum(["ids", "names"])
    .exactOptional()
    .describe(
      "What the cells of group and unit columns hold: ids (the default), or names and paths such as 设计部/视觉组, with id: in front of an id.",
    ),
  named: z
    .record(z.string(), z.string())
    .exactOptional()
    .describe(
      "With references: names, the ids of groups and units that the program itself makes, by the name or path that the file has for them; with <directory>/ in front where a name means another one in each directory. All other names are looked up in the directory.",
    ),
} as const satisfies Readonly<Record<Exclude<keyof RosterArgs, "aliases"> | "named", z.ZodType>>;

const schema = z.strictObject(rosterInputs);

/** What a program says of a roster. */
export type RosterInputs = z.infer<typeof schema>;

/** @throws RollcallError ERR_ROSTER naming every input that is not what it should be. */
export function readRosterInputs(name: string, values: Fields): RosterInputs {
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => `  ${path.join(".") || "inputs"}: ${message}\n`);
  throw new RollcallError({
    code: "ERR_ROSTER",
    summary: `Roster ${JSON.stringify(name)} cannot be read as it is declared:\n${lines.join("")}No user of this roster was touched.`,
    remedy: "Correct the lines above.",
  });
}
