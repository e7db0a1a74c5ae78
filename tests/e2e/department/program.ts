import type { Department, Person } from "./department";

/** What a program and its files say of a department. @param root of EIAM's units */
export class ProgramText {
  constructor(
    private readonly department: Department,
    private readonly root: string,
  ) {}

  /** What the program declares. Ids of its groups flow into its people, and rosters name the groups. */
  declarations(): string {
    const { account, directory, groups, host } = this.department;
    const { name } = directory;
    // The plugin does not know what the program calls its groups.
    const named = groups.map((group) => `${JSON.stringify(group.name)}: ${group.resource}.groupId`).join(", ");
    const names = `references: "names"${host === "plugin" ? `, named: { ${named} }` : ""}`;
    const opts = account === "" ? "" : `, { provider: ${account} }`;
    const defaults = JSON.stringify(directory.besides(this.root));
    const rosters = (["staff", "desk"] as const).flatMap((home) => {
      const as = home === "desk" ? "set" : "users";
      const file = this.fileOf(home);
      return this.department.of(home).length === 0
        ? []
        : [
            `new Roster("${account}${home}", { file: "${file}", directory: "${name}", as: "${as}", namePrefix: "${account}", ${names}, defaults: ${defaults} }${opts});`,
          ];
    });
    const members = this.department.of("team").map((person) => `${JSON.stringify(person.key)}: ${this.fields(person)}`);
    return [
      ...groups.map(
        (group) => `const ${group.resource} = new ${name}.Group("${group.resource}", { groupName: ${JSON.stringify(group.name)} }${opts});`,
      ),
      ...rosters,
      ...this.department
        .of("alone")
        .map(
          (person) =>
            `new ${name}.User("${account}alone-${person.key}", { ${directory.key}: ${JSON.stringify(person.key)}, ...${this.fields(person)} }${opts});`,
        ),
      ...(members.length === 0 ? [] : [`new ${name}.UserSet("${account}team", { users: { ${members.join(", ")} } }${opts});`]),
    ].join("\n");
  }

  /** The files of the rosters, by name. */
  files(): ReadonlyMap<string, string> {
    return new Map((["staff", "desk"] as const).map((home) => [this.fileOf(home), this.file(home)]));
  }

  private fileOf(home: "staff" | "desk"): string {
    const { account, formats } = this.department;
    return `${account}${home}.${formats[home] === "yaml" ? "yaml" : "csv"}`;
  }

  private fields(person: Person): string {
    const { directory } = this.department;
    const plain = {
      ...directory.besides(this.root),
      [directory.text]: person.text,
      [directory.email]: person.email,
      ...onDeleteOf(person),
    };
    return `{ ...${JSON.stringify(plain)}, ${directory.groups}: [${person.groups.map((group) => `${group}.groupId`).join(", ")}] }`;
  }

  private file(home: "staff" | "desk"): string {
    const { directory, formats, groups } = this.department;
    const columns = [directory.key, directory.text, directory.email, "onDelete", directory.groups];
    const namesOf = (person: Person): readonly string[] =>
      groups.filter(({ resource }) => person.groups.includes(resource)).map(({ name }) => name);
    const rows = this.department
      .of(home)
      .map((person) => ({ person, cells: [person.key, person.text, person.email, onDeleteOf(person).onDelete ?? ""] }));
    if (formats[home] === "yaml")
      return JSON.stringify(
        rows.map(({ person, cells }) => ({
          ...Object.fromEntries(cells.flatMap((cell, index) => (cell === "" ? [] : [[columns[index], cell]]))),
          [directory.groups]: namesOf(person),
        })),
      );
    const lines = [columns, ...rows.map(({ person, cells }) => [...cells, namesOf(person).join(";") || "(none)"])];
    return formats[home] === "csv"
      ? lines.map((line) => `${line.join(",")}\n`).join("")
      : `\ufeff${lines.map((line) => `${line.map((cell) => (cell.includes(";") ? `"${cell}"` : cell)).join(";")}\r\n`).join("")}`;
  }
}

/** Whoever goes to another home is let go of first. */
function onDeleteOf({ goes, onDelete }: Person): { readonly onDelete?: string } {
  if (goes !== undefined) return { onDelete: "retain" };
  return onDelete === undefined ? {} : { onDelete };
}
