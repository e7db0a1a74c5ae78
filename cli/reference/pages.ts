import { directories } from "../../provider/directories";
import { type Directory, type Kind, kindsOf } from "../../provider/model/kind";
import { ERROR_CODES } from "../../provider/model/error";
import type { SettingTable } from "../../provider/config/setting-table";
import { environmentName } from "../../provider/config/settings";
import { SETTINGS } from "../../provider/settings";
import type { ChangeClass, FieldSpec } from "../../provider/model/field";
import { rollcallProgram } from "../program";
import { capabilitiesPage } from "./capabilities";
import { page, table } from "./markdown";
import type { Command } from "commander";

/** The command's own help, page by page: `rollcall --help` and each command's. */
function commandsPage(program: Command): string {
  const sections = [program, ...program.commands].map(
    (command) =>
      `## ${command === program ? "rollcall" : `rollcall ${command.name()}`}\n\n\`\`\`\n${helpOf(command)}\n\`\`\``,
  );
  return page(
    "Commands",
    "Answers go to standard output; progress and errors to standard error, without a stack trace and with what to do. Exit codes follow the Pulumi CLI: 0 ok, 1 error, 2 configuration, 3 credentials or permissions, 5 policy, 7 something differs, 130 interrupted. Colour is used on a terminal only, and not when `NO_COLOR` is set.",
    sections,
    "the commands' own help",
  );
}

/** The help as a terminal of 120 columns shows it, with the texts after it. */
function helpOf(command: Command): string {
  let text = "";
  command.configureOutput({
    writeOut: (written) => (text += written),
    getOutHelpWidth: () => 120,
    getOutHasColors: () => false,
  });
  command.outputHelp();
  return text.trimEnd();
}

/** The error table: Rollcall's own codes, then each directory's codes by what they mean. */
function errorsPage(directories: readonly Directory[]): string {
  return page(
    "Errors",
    "Every error has a stable code, the user it is about, the cloud's own code and request id where there is one, and a remedy. Decisions (retry, look first, give up) follow the category, which is read from the code first and the HTTP status second.",
    [
      `## Rollcall's codes\n\n${table(
        ["code", "meaning"],
        Object.entries(ERROR_CODES).map(([code, meaning]) => [`\`${code}\``, meaning]),
      )}`,
      ...directories.map(
        (directory) =>
          `## ${directory.title}\n\n${table(
            ["cloud code", "category", "remedy"],
            directory.errors.map(({ code, category, remedy }) => [`\`${code}\``, category, remedy]),
          )}`,
      ),
    ],
  );
}

const INFERRED = "inferred: no page of the vendor names this action";

/** The exact permissions each directory needs. */
function permissionsPage(directories: readonly Directory[]): string {
  return page(
    "Permissions",
    "The least that a run needs. Leave out what you do not use: without `ecd:RemoveUsers`, for example, nobody can be deleted. A refused call never drops anybody from state.",
    directories.map(
      (directory) =>
        `## ${directory.title}\n\n${table(
          ["action", "for"],
          directory.permissions.map(({ action, why, isInferred }) => [
            `\`${action}\``,
            isInferred === true ? `${why} (${INFERRED})` : why,
          ]),
        )}`,
    ),
  );
}

/** The field matrix: every input of every directory with its cloud field, rule and way of changing. */
export function fieldsPage(directories: readonly Directory[]): string {
  return page(
    "Fields",
    'Inputs of each directory\'s `User`, `Group` and units. *Required* fields are bold. How a change reaches an existing user stands in the last column; a field dropped from the program is no longer managed and keeps its value, `""` or `[]` clears it.',
    directories.flatMap(kindsOf).map(section),
  );
}

/** How a change of a field reaches a user that exists, in one sentence. */
function describeChange(change: ChangeClass): string {
  switch (change.kind) {
    case "in-place":
      return `in place (${change.by.join(", ")})`;
    case "replaces":
      return `replaces the user: ${change.because}`;
    case "write-only":
      return change.by !== undefined
        ? `write-only, sent by ${change.by}`
        : `write-only, refused after creation${change.otherwise === undefined ? "" : `: ${change.otherwise}`}`;
    case "option":
      return "option: nothing is sent for it alone";
  }
}

function section({ directory, token, fields }: Kind): string {
  const rows = Object.entries(fields).map(([name, spec]) => row(name, spec));
  return `## ${directory.title} (\`${directory.name}.${token}\`)\n\n${table(["field", "cloud field", "meaning", "rule", "read from", "change"], rows)}`;
}

function row(name: string, spec: FieldSpec): readonly string[] {
  const shown = spec.required ? `**${name}**` : name;
  const secret = spec.secret === true ? " (secret)" : "";
  return [
    shown + secret,
    spec.wire === "" ? "-" : spec.wire,
    spec.about,
    spec.limits,
    spec.readBack,
    describeChange(spec.change),
  ];
}

/** Every setting of the namespace `rollcall`. */
function settingsPage(settings: SettingTable): string {
  const rows = Object.entries(settings).map(([key, { about, values = [], secret, structured, stackOnly }]) => [
    `\`${key}\``,
    [
      about,
      ...(structured === true ? ["An object."] : []),
      ...(secret === true ? ["Secret."] : []),
      ...(stackOnly === true ? ["Of a stack alone."] : []),
    ].join(" "),
    values.map((value) => `\`${value}\``).join(", "),
    structured === true ? "" : `\`${environmentName(key)}\``,
  ]);
  return page(
    "Settings",
    "The stack's configuration, namespace `rollcall`; an `Account` has all but those of a stack alone, and goes before it. The environment comes last. Variables of the vendors' own tools stand in [credentials.md](credentials.md).",
    [table(["setting", "what it is for", "values", "environment"], rows)],
  );
}

/** The documentation pages that come from the field tables and the commands, by file name under `docs/`. */
export function referencePages(): Readonly<Record<string, string>> {
  const all: readonly Directory[] = Object.values(directories);
  return {
    "capabilities.md": capabilitiesPage(all),
    "fields.md": fieldsPage(all),
    "permissions.md": permissionsPage(all),
    "errors.md": errorsPage(all),
    "settings.md": settingsPage(SETTINGS),
    "cli.md": commandsPage(rollcallProgram()),
  };
}
