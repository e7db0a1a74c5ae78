import { directories, type DirectoryName } from "../../provider/directories";
import type { Kind } from "../../provider/model/kind";
import { openEngine } from "../stack/engine";
import { openDirectory } from "../stack/open-account";
import { readConfigIfAny } from "../stack/stack-config";
import { withProgress } from "../terminal/progress";
import { jsonText, requireNew, tell } from "../terminal/write-answer";
import { type AnswerFile, writeFiles } from "../terminal/write-files";
import { checkFiles, checkFlags } from "./check-flags";
import { importDirectory, type ImportTarget } from "./run-import";
import { isOutWritten, summarise, summaryJson } from "./summary";

/** What the command line of `rollcall import` says. */
export interface ImportFlags extends Omit<ImportTarget, "out"> {
  readonly directory: DirectoryName;
  readonly out?: string;
  readonly importFile: string;
  readonly groupsOut: string;
  readonly stack?: string;
  readonly force?: true;
  readonly json?: true;
}

/** Lists the directory, writes both files and sets the exit code. */
export async function answer({
  out: chosen,
  importFile,
  groupsOut,
  stack,
  force,
  json,
  ...target
}: ImportFlags): Promise<void> {
  checkFlags(target);
  const out = chosen ?? (target.to === "roster" ? "people.csv" : "people.ts");
  const hasGroupsFile = (target.withGroups ?? target.onlyGroups) === true && target.to === "roster";
  const files = {
    ...(!(hasGroupsFile && target.onlyGroups === true) && { out }),
    ...(hasGroupsFile && { "groups-out": groupsOut }),
    "import-file": importFile,
  };
  checkFiles(files, target);
  if (force !== true)
    requireNew(Object.values(files), hasGroupsFile ? "--out, --import-file or --groups-out" : "--out or --import-file");
  const kind: Kind = directories[target.directory].kinds.User;
  const source = await openDirectory(
    kind,
    await withProgress("reading the stack's configuration", () => readConfigIfAny(openEngine(), stack), tell),
    { config: undefined, environment: process.env, say: tell },
  );
  const imported = await withProgress(
    `reading ${kind.directory.title}`,
    () => importDirectory(source, { ...target, out }),
    tell,
  );
  const groups = imported.groups?.taken.length ?? 0;
  writeFiles([
    ...when(
      isOutWritten(imported, target),
      out,
      imported.content,
      target.to === "roster" ? "the roster" : "the program",
    ),
    ...when(imported.groupsContent !== undefined, groupsOut, imported.groupsContent ?? "", "the program of the groups"),
    ...when(imported.taken.length + groups > 0, importFile, jsonText(imported.importFile), "the import file"),
  ]);
  const written = { ...target, out, importFile, groupsOut };
  process.stdout.write(
    json === true ? jsonText(summaryJson(kind, imported, written)) : summarise(kind, imported, written),
  );
  const leftOut = imported.leftOut.length + (imported.groups?.leftOut.length ?? 0);
  process.exitCode = leftOut > 0 || imported.taken.length + groups === 0 ? 1 : 0;
}

function when(isWritten: boolean, file: string, content: string | Uint8Array, what: string): readonly AnswerFile[] {
  return isWritten ? [{ file, content, what }] : [];
}
