import type { DirectoryName } from "../../provider/directories";

/** The directories by name, for options: what the directories themselves load takes longer than a whole `--help`. */
export const DIRECTORY_NAMES = [
  "eds",
  "eiam",
  "workspace",
  "cloudidentity",
] as const satisfies readonly DirectoryName[];

/** The formats of a report. */
export const FORMATS = ["text", "markdown", "json", "html"] as const;
/** One of {@link FORMATS}. */
export type Format = (typeof FORMATS)[number];
