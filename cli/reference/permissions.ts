import type { Directory } from "../../provider/directory";
import { page, table } from "./markdown";

/** The exact permissions each directory needs. */
export function permissionsPage(directories: readonly Directory[]): string {
  return page(
    "Permissions",
    "The least that a run needs. Leave out what you do not use: without `ecd:RemoveUsers`, for example, nobody can be deleted. A refused call never drops anybody from state.",
    directories.map((directory) => `## ${directory.title}\n\n${table(["action", "for"], directory.permissions.map(({ action, why }) => [`\`${action}\``, why]))}`),
  );
}
