import type { Directory } from "../../provider/directory";
import { directories } from "../../provider/directories";
import { rollcallProgram } from "../program";
import { capabilitiesPage } from "./capabilities";
import { commandsPage } from "./commands";
import { errorsPage } from "./errors";
import { fieldsPage } from "./fields";
import { permissionsPage } from "./permissions";

/** The documentation pages that come from the field tables and the commands, by file name under `docs/`. */
export function referencePages(): Readonly<Record<string, string>> {
  const all: readonly Directory[] = Object.values(directories);
  return {
    "capabilities.md": capabilitiesPage(all),
    "fields.md": fieldsPage(all),
    "permissions.md": permissionsPage(all),
    "errors.md": errorsPage(all),
    "cli.md": commandsPage(rollcallProgram()),
  };
}
