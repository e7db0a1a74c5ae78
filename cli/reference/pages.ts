import { directories } from "../../provider/directories";
import { type Capability, type Directory, type Kind, kindsOf } from "../../provider/model/kind";
import { ERROR_CODES } from "../../provider/model/error";
import type { SettingTable } from "../../provider/config/setting-table";
import { environmentName } from "../../provider/config/settings";
import { SETTINGS } from "../../provider/settings";
import type { ChangeClass, FieldSpec } from "../../provider/model/field";
import { rollcallProgram } from "../program";
import type { Command } from "commander";

/** A Markdown table; cells may hold anything but line breaks. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
  return [line(header), `|${header.map(() => " --- |").join("")}`, ...rows.map(line)].join("\n");
}

/** A page that a person must not edit, because `npm run docs` writes it. */
export function page(title: string, introduction: string, sections: readonly string[]): string {
  return (
    [
      `# ${title}`,
      "<!-- Written by `npm run docs` from the field tables. Do not edit. -->",
      introduction,
      ...sections,
    ].join("\n\n") + "\n"
  );
}

function cell(text: string): string {
  return text.replace(/\|/g, "\\|").replace(/\s*\n\s*/g, " ");
}

const ROWS: Readonly<Record<Capability, string>> = {
  "batch-create": "create many users in one call",
  "batch-delete": "delete many users in one call",
  disable: 'disable instead of delete (`onDelete: "disable"`)',
  rename: "rename in place",
  "change-password": "change the password to a chosen value",
  groups: "groups, and membership as a field of the user",
  units: "organisations or organizational units, and the user's place in them",
  "read-all-fields": "read back every field that is no secret",
};

/** The capability matrix: rows are what a user's life needs, columns the directories, with the reason where one cannot. */
function capabilitiesPage(directories: readonly Directory[]): string {
  const reasons: string[] = [];
  const rows = Object.entries(ROWS).map(([capability, what]) => [
    what,
    ...directories.map((directory) => {
      const can = directory.capabilities[capability as Capability];
      if (can === true) return "yes";
      reasons.push(`${reasons.length + 1}. ${directory.title}: ${can}.`);
      return `no <sup>${reasons.length}</sup>`;
    }),
  ]);
  const always = [
    "create, read, update, delete",
    "adopt what exists already",
    "import",
    "drift detection",
    "emulator",
  ].map((what) => [what, ...directories.map(() => "yes")]);
  const replaced = [
    "fields whose change replaces the user",
    ...directories.map((directory) => replacing(directory, isUser)),
  ];
  const others = [
    "fields whose change replaces a group or unit",
    ...directories.map((directory) => replacing(directory, (kind) => !isUser(kind))),
  ];
  const secret = [
    "fields never read back",
    ...directories.map((directory) => names(directory.kinds.User, "write-only")),
  ];
  return page(
    "Capabilities",
    "What each directory's API makes possible. A number leads to the reason below the table.",
    [
      table(["", ...directories.map(({ title }) => title)], [...always, ...rows, replaced, others, secret]),
      reasons.join("\n"),
    ],
  );
}

function isUser({ token }: Kind): boolean {
  return token === "User";
}

function replacing(directory: Directory, isMeant: (kind: Kind) => boolean): string {
  const kinds = kindsOf(directory).filter(isMeant);
  const found = kinds.flatMap((kind) => {
    const fields = names(kind, "replaces");
    return fields === "none" ? [] : [isUser(kind) ? fields : `${kind.noun}: ${fields}`];
  });
  return found.length === 0 ? "none" : found.join("; ");
}

function names({ fields }: Kind, change: string): string {
  const found = Object.entries(fields).flatMap(([name, spec]) => (spec.change.kind === change ? [name] : []));
  return found.length === 0 ? "none" : found.join(", ");
}

/** The command's own help, page by page: `rollcall --help` and each command's. */
function commandsPage(program: Command): string {
  const sections = [program, ...program.commands].map(
    (command) =>
      `## ${command === program ? "rollcall" : `rollcall ${command.name()}`}\n\n\`\`\`\n${helpOf(command)}\n\`\`\``,
  );
  return (
    [
      "# Commands",
      "<!-- Written by `npm run docs` from the commands' own help. Do not edit. -->",
      "Answers go to standard output; progress and errors to standard error, without a stack trace and with what to do. Exit codes follow the Pulumi CLI: 0 ok, 1 error, 2 configuration, 3 credentials or permissions, 5 policy, 7 something differs, 130 interrupted. Colour is used on a terminal only, and not when `NO_COLOR` is set.",
      ...sections,
    ].join("\n\n") + "\n"
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
