import { Command, Option } from "commander";
import { DIRECTORY_NAMES } from "../terminal/choices";
import type { ImportFlags } from "./answer";

/** `rollcall import`: bring an existing directory under management without changing it. */
export function importCommand(): Command {
  return new Command("import")
    .description(
      "write a roster or program for the users, and if asked the groups, that a directory has, and the file that pulumi import takes; only reads",
    )
    .addOption(new Option("--directory <name>", "directory to list").choices(DIRECTORY_NAMES).makeOptionMandatory())
    .addOption(new Option("--to <kind>", "what to write").choices(["roster", "typescript"]).default("roster"))
    .addOption(
      new Option("--as <kind>", "a resource for each user, or one set of all")
        .choices(["users", "set"])
        .default("users"),
    )
    .option("--out <file>", "roster (.csv, .yaml, .xlsx) or program; default: people.csv or people.ts")
    .option("--import-file <file>", "file for pulumi import --file", "import.json")
    .option("--name <name>", "name of the roster or the set in the stack", "people")
    .option("--with-groups", "bring groups and units under management as well; with filters those of the chosen users")
    .addOption(
      new Option("--only-groups", "the same and no users, for a stack that has its users already").conflicts([
        "withGroups",
        "group",
        "org",
        "pattern",
        "references",
      ]),
    )
    .option("--groups-pattern <pattern>", "only groups and units of this name, and the units above them")
    .option("--groups-out <file>", "program of the groups and units beside a roster", "groups.ts")
    .addOption(
      new Option(
        "--references <kind>",
        "what a roster's cells of groups and units hold; default: names with --with-groups, else ids",
      ).choices(["ids", "names"]),
    )
    .option("--group <id>", "only users of this group")
    .option("--org <id>", "only users of this organisation or unit")
    .option("--pattern <pattern>", "only users of this name; * and ? are wild")
    .option(
      "--stack <name>",
      "stack whose configuration names the account; default: the selected one, if there is a project",
    )
    .option("--force", "overwrite files")
    .option("--json", "write the summary as JSON")
    .addHelpText(
      "after",
      `
Exit codes: 0 everybody is written, 1 error or somebody had to be left out, 2 configuration, 3 credentials or permissions.

Examples:
  rollcall import --directory eds                              people.csv and import.json
  rollcall import --directory eiam --org ou_design --out design.yaml --name design
  rollcall import --directory eds --out people.xlsx            for Excel; ids and telephone numbers stay text
  rollcall import --directory eds --with-groups                groups and organisations too, and a roster that names them
  rollcall import --directory eds --only-groups --groups-pattern 'Night*'
  rollcall import --directory workspace --to typescript --as set --out index.ts
  rollcall import --directory eds --pattern 'ext_*' --json`,
    )
    .allowExcessArguments(false)
    .action(async (flags: ImportFlags) => (await import("./answer")).answer(flags));
}
