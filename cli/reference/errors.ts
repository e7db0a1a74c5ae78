import type { Directory } from "../../provider/directory";
import { ERROR_CODES } from "../../provider/errors/codes";
import { page, table } from "./markdown";

/** The error table: Rollcall's own codes, then each directory's codes by what they mean. */
export function errorsPage(directories: readonly Directory[]): string {
  return page(
    "Errors",
    "Every error has a stable code, the user it is about, the cloud's own code and request id where there is one, and a remedy. Decisions (retry, look first, give up) follow the category, which is read from the code first and the HTTP status second.",
    [
      `## Rollcall's codes\n\n${table(["code", "meaning"], Object.entries(ERROR_CODES).map(([code, meaning]) => [`\`${code}\``, meaning]))}`,
      ...directories.map(
        (directory) => `## ${directory.title}\n\n${table(["cloud code", "category", "remedy"], directory.errors.map(({ code, category, remedy }) => [`\`${code}\``, category, remedy]))}`,
      ),
    ],
  );
}
