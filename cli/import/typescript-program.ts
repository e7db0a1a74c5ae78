import type { DirectoryFacts } from "../../provider/model/directory-facts";
import type { Fields } from "../../provider/model/values";

/** A person for a program: the name of its resource or in its set, and what is declared. */
export interface Named {
  readonly name: string;
  readonly fields: Fields;
}

/** A TypeScript program with a resource for each user. */
export function usersProgram({ name }: Pick<DirectoryFacts, "name">, people: readonly Named[]): string {
  return `import { ${name} } from "rollcall";

const people: Readonly<Record<string, ${name}.UserArgs>> = {
${people.map(personLine).join("")}};

for (const [key, user] of Object.entries(people)) new ${name}.User(key, user);
`;
}

/** A TypeScript program with one set of all users. */
export function setProgram({ name }: Pick<DirectoryFacts, "name">, set: string, people: readonly Named[]): string {
  return `import { ${name} } from "rollcall";

new ${name}.UserSet(${JSON.stringify(set)}, {
  users: {
${people.map((person) => `  ${personLine(person)}`).join("")}  },
});
`;
}

function personLine({ name, fields }: Named): string {
  const members = Object.entries(fields).map(([field, value]) => `${field}: ${JSON.stringify(value)}`);
  return `  ${/^[a-z_$][\w$]*$/i.test(name) ? name : JSON.stringify(name)}: { ${members.join(", ")} },\n`;
}
