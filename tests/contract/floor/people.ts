import type { Properties } from "../../../provider/pulumi/contract";
import type { FullHouse } from "./full-house";

/** What typical people of a directory declare beside their name. */
export function person(house: FullHouse, name: string): Properties {
  const email = `${name}@example.com`;
  const fields: Readonly<Record<string, Properties>> = {
    eds: { email, orgId: "org-design", groupIdList: ["ug-design"] },
    eiam: { displayName: name, email, emailVerified: true, primaryOrganizationalUnitId: house.emulator.eiam.rootOrganizationalUnitId },
    workspace: { userEmail: email, description: "third floor" },
    cloudidentity: { displayName: name, email },
  };
  return fields[house.directory.name] ?? {};
}

/** So many people by name. */
export function names(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `user_${String(index).padStart(5, "0")}`);
}

/** Inputs of so many single users. */
export function crowd(house: FullHouse, count: number): readonly Properties[] {
  return names(count).map((name) => ({ [house.directory.kinds.User.naturalKey]: name, ...person(house, name) }));
}

/** Inputs of a set of so many. */
export function roster(house: FullHouse, count: number, change: (name: string, index: number) => Properties = () => ({})): Properties {
  return { users: Object.fromEntries(names(count).map((name, index) => [name, { ...person(house, name), ...change(name, index) }])) };
}
