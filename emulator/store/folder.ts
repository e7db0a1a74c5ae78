import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

import { DataFileError, systemCode } from "./data-file-error";

/**
 * Makes the folder of a data file and those above it, one by one: Node's recursive mkdir never ends below /proc, which says
 * of every new folder that its parent is missing. Throws {@link DataFileError} where the system makes no folders, and Node's own errors otherwise.
 */
export function makeFolderOf(file: string): void {
  const missing: string[] = [];
  for (let folder = dirname(file); !exists(folder) && folder !== dirname(folder); folder = dirname(folder))
    missing.unshift(folder);
  for (const folder of missing) makeOne(file, folder);
}

function exists(folder: string): boolean {
  try {
    statSync(folder);
    return true;
  } catch (error) {
    if (systemCode(error) === "ENOENT") return false;
    throw error;
  }
}

function makeOne(file: string, folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process was quicker.
    if (systemCode(error) === "EEXIST") return;
    if (systemCode(error) !== "ENOENT") throw error;
    throw new DataFileError(
      file,
      `its folder ${folder} cannot be made: the file system there takes no new folders (ENOENT).`,
      "Name another file with --data.",
    );
  }
}
