import type { DirectoryName } from "../../../provider/directories";
import type { Properties } from "../../../provider/pulumi/contract";
import type { FullHouse } from "./full-house";

const natural: Readonly<Record<DirectoryName, string>> = {
  eds: "endUserId",
  eiam: "username",
  workspace: "userName",
  cloudidentity: "userName",
};

/** What typical people of a directory declare beside their name. */
export function person(house: FullHouse, name: string): Properties {
  const email = `${name}@example.com`;
  const fields: Readonly<Record<DirectoryName, Properties>> = {
    eds: { email, orgId: "org-design", groupIdList: ["ug-design"] },
    eiam: { displayName: name, email, emailVerified: true, primaryOrganizationalUnitId: house.emulator.eiam.rootOrganizationalUnitId },
    workspace: { userEmail: email, description: "third floor" },
    cloudidentity: { displayName: name, email },
  };
  return fields[house.directory.name];
}

/** So many people by name. */
export function names(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `user_${String(index).padStart(5, "0")}`);
}

/** Inputs of so many single users. */
export function crowd(house: FullHouse, count: number): readonly Properties[] {
  return names(count).map((name) => ({ [natural[house.directory.name]]: name, ...person(house, name) }));
}

/** Inputs of a set of so many. */
export function roster(house: FullHouse, count: number, change: (name: string, index: number) => Properties = () => ({})): Properties {
  return { users: Object.fromEntries(names(count).map((name, index) => [name, { ...person(house, name), ...change(name, index) }])) };
}
