import type { Person } from "./department";

type Fields = Readonly<Record<string, unknown>>;

/** A directory as the people of a department have it: fields as they declare them, and where the emulator shows the same. */
export interface DirectoryOfPeople {
  readonly name: "eds" | "eiam" | "workspace" | "cloudidentity";
  readonly key: string;
  readonly email: string;
  /** What may change on an existing account, and values for it. */
  readonly text: string;
  textOf(number: number): string;
  readonly groups: string;
  readonly shown: { readonly key: string; readonly email: string; readonly text: string; readonly groups: string; readonly id: string };
  /** Several people may have one address. */
  readonly sharesEmail: boolean;
  /** Accounts can be disabled when their people leave. */
  readonly canDisable: boolean;
  /** What everybody declares besides. @param root of EIAM's units */
  besides(root: string): Fields;
}

const nothing = (): Fields => ({});
const words = (number: number): string => `Text ${number}`;

export const directoriesOfPeople: readonly DirectoryOfPeople[] = [
  {
    name: "eds",
    key: "endUserId",
    email: "email",
    text: "phone",
    textOf: (number) => `138${10_000_000 + number}`,
    groups: "groupIdList",
    shown: { key: "EndUserId", email: "Email", text: "Phone", groups: "GroupIdList", id: "WyId" },
    sharesEmail: true,
    canDisable: true,
    besides: nothing,
  },
  {
    name: "eiam",
    key: "username",
    email: "email",
    text: "displayName",
    textOf: words,
    groups: "groupIds",
    shown: { key: "Username", email: "Email", text: "DisplayName", groups: "GroupIds", id: "UserId" },
    sharesEmail: false,
    canDisable: true,
    besides: (primaryOrganizationalUnitId) => ({ primaryOrganizationalUnitId, emailVerified: true }),
  },
  {
    name: "workspace",
    key: "userName",
    email: "userEmail",
    text: "description",
    textOf: words,
    groups: "groupIds",
    shown: { key: "user_name", email: "user_email", text: "description", groups: "group_ids", id: "id" },
    sharesEmail: true,
    canDisable: true,
    besides: nothing,
  },
  {
    name: "cloudidentity",
    key: "userName",
    email: "email",
    text: "displayName",
    textOf: words,
    groups: "groupIds",
    shown: { key: "UserName", email: "Email", text: "DisplayName", groups: "GroupIds", id: "UserId" },
    sharesEmail: false,
    canDisable: false,
    besides: nothing,
  },
];

/** An account as the emulator shows it, under the words of a department. */
export interface Account {
  readonly id: string;
  readonly email: string;
  readonly text: string;
  readonly groups: number;
}

/** Accounts by natural key. */
export function accountsOf({ shown }: DirectoryOfPeople, users: readonly Fields[]): ReadonlyMap<string, Account> {
  return new Map(
    users.map((user) => {
      const { [shown.groups]: groups } = user;
      const [email, text] = [String(user[shown.email] ?? ""), String(user[shown.text] ?? "")];
      return [String(user[shown.key]), { id: String(user[shown.id]), email, text, groups: Array.isArray(groups) ? groups.length : 0 }];
    }),
  );
}

/** What a person's account must be. */
export function expected({ email, text, groups }: Person): Omit<Account, "id"> {
  return { email, text, groups: groups.length };
}
