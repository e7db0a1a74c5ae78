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

/** A program declaring people of one directory from plain data: each as a user, or all as one set. */
export function program(directory: string, users: Readonly<Record<string, Declaration>>, form: "users" | "set" = "users"): string {
  if (form === "set") return `new (require("rollcall").${directory}.UserSet)("staff", { users: ${JSON.stringify(users)} });`;
  return `for (const [name, args] of Object.entries(${JSON.stringify(users)})) new (require("rollcall").${directory}.User)(name, args);`;
}
