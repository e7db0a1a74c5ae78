import type { Kind } from "../../provider/model/kind";
import { type Fields, isList, type Json } from "../../provider/model/values";
import { isReference } from "../../sdk/lib/roster/people/references";
import type { ImportedGroup } from "./groups";

/** A person for a program: the name of its resource or in its set, and what is declared. */
export interface Named {
  readonly name: string;
  readonly fields: Fields;
}

/** Declarations of groups and units, and what stands for the id of each in the program. */
export interface GroupDeclarations {
  readonly lines: readonly string[];
  readonly idOf: ReadonlyMap<string, string>;
}

/** A constant for each group and unit, parents before children, so that ids flow as outputs. */
export function groupDeclarations(groups: readonly ImportedGroup[]): GroupDeclarations {
  const idOf = new Map<string, string>();
  const taken = new Set<string>();
  const lines = groups.map(({ kind, name, object, fields }) => {
    const plain = `${kind.noun}_${name.normalize("NFC").replace(/[^\p{ID_Continue}]+/gu, "_")}`;
    let constant = plain;
    for (let count = taken.size; taken.has(constant); count++) constant = `${plain}_${count}`;
    taken.add(constant);
    const line = `export const ${constant} = new ${kind.directory.name}.${kind.token}(${JSON.stringify(name)}, ${objectText(kind, fields, idOf)});`;
    idOf.set(object.ref.id, `${constant}.${kind.idOutput}`);
    return line;
  });
  return { lines, idOf };
}

/** A TypeScript program with the groups and units alone, beside a roster that names them. */
export function groupsProgram({ directory: { name } }: Kind, { lines }: GroupDeclarations): string {
  return `import { ${name} } from "rollcall";\n\n${lines.join("\n")}\n`;
}

/** A TypeScript program with a resource for each user. */
export function usersProgram(kind: Kind, people: readonly Named[], groups = NO_GROUPS): string {
  const { name } = kind.directory;
  return `import { ${name} } from "rollcall";

${groupsText(groups)}const people: Readonly<Record<string, ${name}.UserArgs>> = {
${people.map((person) => personLine(kind, person, groups)).join("")}};

for (const [key, user] of Object.entries(people)) new ${name}.User(key, user);
`;
}

/** A TypeScript program with one set of all users. */
export function setProgram(kind: Kind, set: string, people: readonly Named[], groups = NO_GROUPS): string {
  const { name } = kind.directory;
  return `import { ${name} } from "rollcall";

${groupsText(groups)}new ${name}.UserSet(${JSON.stringify(set)}, {
  users: {
${people.map((person) => `  ${personLine(kind, person, groups)}`).join("")}  },
});
`;
}

const NO_GROUPS: GroupDeclarations = { lines: [], idOf: new Map() };

function groupsText({ lines }: GroupDeclarations): string {
  return lines.length === 0 ? "" : `${lines.join("\n")}\n\n`;
}

function personLine(kind: Kind, { name, fields }: Named, { idOf }: GroupDeclarations): string {
  return `  ${propertyName(name)}: ${objectText(kind, fields, idOf)},\n`;
}

/** Fields as literals; in place of the id of a group or unit that the program declares, what gives it. */
function objectText({ fields: table }: Kind, fields: Fields, idOf: ReadonlyMap<string, string>): string {
  const properties = Object.entries(fields).map(([field, value]) => {
    const spec = table[field];
    const isId = spec !== undefined && isReference(spec);
    const text = (one: Json): string =>
      (isId && typeof one === "string" ? idOf.get(one) : undefined) ?? JSON.stringify(one);
    return `${field}: ${isId && isList(value) ? `[${value.map(text).join(",")}]` : text(value)}`;
  });
  return `{ ${properties.join(", ")} }`;
}

/** `__proto__` without brackets would be no property: the object would have another prototype, and nobody the account. */
function propertyName(name: string): string {
  if (name === "__proto__") return `[${JSON.stringify(name)}]`;
  return /^[a-z_$][\w$]*$/i.test(name) ? name : JSON.stringify(name);
}
