import type { EmulatorLine } from "../harness/emulator";

type Declaration = Readonly<Record<string, unknown>>;

/** Users of one directory, as crash schedules need them. */
export interface CrashPeople {
  readonly directory: "eds" | "eiam" | "workspace" | "cloudidentity";
  /** Where the emulator shows natural key and id, and which shown field says what `text` declared. */
  readonly key: string;
  readonly id: string;
  readonly text: string;
  declare(name: string, text: string, password: string, line: EmulatorLine): Declaration;
}

/** Each creation needs a second call, so that a kill can fall between the two. */
export const crashPeople: readonly CrashPeople[] = [
  {
    directory: "eds",
    key: "EndUserId",
    id: "Id",
    text: "Email",
    declare: (name, text, password) => ({
      endUserId: name,
      email: `${text}@example.com`,
      ownerType: "CreateFromManager",
      password,
      status: "disabled",
    }),
  },
  {
    directory: "eiam",
    key: "Username",
    id: "UserId",
    text: "Email",
    declare: (name, text, password, line) => ({
      username: name,
      email: `${text}@example.com`,
      emailVerified: true,
      password,
      status: "disabled",
      primaryOrganizationalUnitId: line.eiam.rootOrganizationalUnitId,
    }),
  },
  {
    directory: "workspace",
    key: "user_name",
    id: "id",
    text: "user_email",
    declare: (name, text, password) => ({
      userName: name,
      userEmail: `${text}@example.com`,
      activeType: "ADMIN_ACTIVATE",
      password,
      disabled: true,
    }),
  },
  {
    directory: "cloudidentity",
    key: "UserName",
    id: "UserId",
    text: "Email",
    declare: (name, text, password) => ({ userName: name, displayName: name, email: `${text}@example.com`, password }),
  },
];

/** How people are declared: each as a user, in turn under two accounts that are one, or all as one set. */
export const FORMS = ["users", "accounts", "set"] as const;
export type Form = (typeof FORMS)[number];

/**
 * A program declaring people of one directory from plain data.
 * @param first the account of the first of them, where there are two
 */
export function program(
  directory: string,
  users: Readonly<Record<string, Declaration>>,
  form: Form = "users",
  first: "north" | "south" = "north",
): string {
  if (form === "set") return `new (require("rollcall").${directory}.UserSet)("staff", { users: ${JSON.stringify(users)} });`;
  if (form === "accounts")
    return `const { Account, ${directory} } = require("rollcall");
      const [one, other] = ${JSON.stringify(first === "north" ? ["north", "south"] : ["south", "north"])}.map((name) => new Account(name, {}));
      for (const [index, [name, args]] of Object.entries(${JSON.stringify(users)}).entries())
        new ${directory}.User(name, args, { provider: index % 2 === 0 ? one : other });`;
  return `for (const [name, args] of Object.entries(${JSON.stringify(users)})) new (require("rollcall").${directory}.User)(name, args);`;
}
