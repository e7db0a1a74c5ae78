import fc from "fast-check";
import type { DirectoryName } from "../../../../provider/directories";

/** What a column holds, as far as a spreadsheet makes something else of it. */
export type Holds = "key" | "email" | "phone" | "name" | "note" | "ids" | "moment" | "day" | "truth" | "status" | "number" | "secret";

export interface Column {
  readonly header: string;
  readonly holds: Holds;
}

/** A roster as a spreadsheet sees it. */
export interface Table {
  readonly directory: DirectoryName;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}

/** Something that happens to a roster between two programs. */
export interface Step {
  readonly name: string;
  apply(table: Table): Table;
}

const maybe = (cell: fc.Arbitrary<string>): fc.Arbitrary<string> => fc.oneof({ weight: 3, arbitrary: cell }, fc.constant(""));

/** As people are called, in the writings that the encodings of old are for; next to them what programs trip over. */
export const name = fc.constantFrom(
  ..."李娜|王伟|张芳|陈洁|欧阳雪|張偉|陳潔|林曉雨|김민준|이서연|佐藤花子|鈴木一郎|José Núñez|João Müller|Łukasz Żak|Ольга Петрова".split(
    "|",
  ),
  ...'Alice Wang|Wang, Alice|Li (Ops)|O\'Brien|Tom "Red" Reed|Al; Bo|Ng|Max 2|#1 Plumbing|Ya|May|Jun|True North|Null'.split("|"),
);
export const note = fc.constantFrom(
  ...'夜班|night shift|desk B12; floor 3|see "handbook"|first, second|line one\nline two|ÄÖÜ straße|on leave'.split("|"),
);
export const email = fc.stringMatching(/^[a-z]{2,8}\.[a-z]{1,8}@(harbour|pier)-lane\.example$/);
export const phone = fc.oneof(
  fc.stringMatching(/^1[35]8[0-9]{8}$/),
  fc.stringMatching(/^138 00[0-9]{2} [0-9]{4}$/),
  fc.stringMatching(/^0106234[0-9]{4}$/),
  fc.stringMatching(/^010-6234[0-9]{4}$/),
  fc.stringMatching(/^\+86 138 00[0-9]{2} [0-9]{4}$/),
  fc.stringMatching(/^\+44 20 7946 0[0-9]{3}$/),
  fc.stringMatching(/^\+8529123[0-9]{4}$/),
);
const id = fc.oneof(fc.stringMatching(/^ug-[a-z]{2,6}$/), fc.stringMatching(/^[1-9][0-9]{5,14}$/));
export const ids = fc.uniqueArray(id, { minLength: 1, maxLength: 3 });
const moment = fc.constantFrom("2027-11-27 18:00:00", "2027-12-03 23:59:59", "2028-01-02 00:00:00");
const day = fc.constantFrom("2027-11-27", "2027-12-03", "2028-01-02");
const truth = fc.constantFrom("true", "false", "yes", "no", "是", "否", "TRUE", "0", "1");
const secret = fc.constantFrom("Harbour-Lane_2027", "0042Abcdefgh!", "Pa55=word,;x");

const cells: Readonly<Record<Exclude<Holds, "key">, fc.Arbitrary<string>>> = {
  email,
  phone,
  name,
  note,
  ids: ids.map((items) => items.join(";")),
  moment,
  day,
  truth,
  status: fc.constantFrom("enabled", "disabled"),
  number: fc.constantFrom("30", "90", "255"),
  secret,
};

/** Keys that each directory takes; some of them are words and numbers that a spreadsheet knows. */
export const keys: Readonly<Record<DirectoryName, fc.Arbitrary<string>>> = {
  eds: fc.oneof(
    fc.stringMatching(/^[a-z][a-z_]{2,8}$/),
    fc.stringMatching(/^[1-9][0-9]{3,14}$/),
    fc.constantFrom("may2", "dec1", "1e5", "true"),
  ),
  eiam: fc.oneof(
    fc.stringMatching(/^[a-z][a-z_.]{2,8}$/),
    fc.stringMatching(/^[1-9][0-9]{3,14}$/),
    email,
    fc.constantFrom("may2", "2-5", "1e5"),
  ),
  workspace: fc.oneof(
    fc.stringMatching(/^[a-z][a-z_]{2,8}$/),
    fc.stringMatching(/^[1-9][0-9]{3,14}$/),
    fc.constantFrom("may2", "2-5", "true"),
  ),
  cloudidentity: fc.oneof(
    fc.stringMatching(/^[A-Z][a-z]{2,8} [A-Z][a-z]{2,8}$/),
    fc.stringMatching(/^[1-9][0-9]{3,14}$/),
    name.filter((text) => !text.startsWith("#")),
    email,
  ),
};

const COLUMNS: Readonly<Record<DirectoryName, readonly (readonly [string, Holds])[]>> = {
  eds: [
    ["endUserId", "key"],
    ["email", "email"],
    ["realNickName", "name"],
    ["phone", "phone"],
    ["remark", "note"],
    ["groupIdList", "ids"],
    ["autoLockTime", "moment"],
    ["until", "day"],
    ["isLocalAdmin", "truth"],
    ["passwordExpireDays", "number"],
    ["status", "status"],
    ["password", "secret"],
  ],
  eiam: [
    ["username", "key"],
    ["primaryOrganizationalUnitId", "ids"],
    ["email", "email"],
    ["displayName", "name"],
    ["phoneNumber", "phone"],
    ["description", "note"],
    ["groupIds", "ids"],
    ["until", "day"],
    ["status", "status"],
    ["password", "secret"],
  ],
  workspace: [
    ["userName", "key"],
    ["userEmail", "email"],
    ["aliasName", "name"],
    ["userPhone", "phone"],
    ["description", "note"],
    ["groupIds", "ids"],
    ["accountExpires", "moment"],
    ["until", "day"],
    ["enableChangePassword", "truth"],
    ["disabled", "truth"],
  ],
  cloudidentity: [
    ["userName", "key"],
    ["email", "email"],
    ["displayName", "name"],
    ["phone", "phone"],
    ["description", "note"],
    ["groupIds", "ids"],
    ["until", "day"],
    ["passwordResetRequired", "truth"],
    ["password", "secret"],
  ],
};

/** Columns without which a directory takes nobody. */
const NEEDED = 2;

/** A roster that holds up to five people and some of the directory's columns. */
export function table(directory: DirectoryName): fc.Arbitrary<Table> {
  const all = COLUMNS[directory];
  return fc.subarray(all.slice(NEEDED)).chain((chosen) => {
    const columns = [...all.slice(0, NEEDED), ...chosen].map(([header, holds]) => ({ header, holds }));
    const row = fc.tuple(
      ...columns.map(({ holds, header }, index) => {
        if (holds === "key") return keys[directory];
        if (header === "primaryOrganizationalUnitId") return fc.stringMatching(/^ou_[a-z]{3,8}$/);
        return index < NEEDED ? cells[holds] : maybe(cells[holds]);
      }),
    );
    return fc
      .uniqueArray(row, { selector: ([key = ""]) => key.toLowerCase(), minLength: 1, maxLength: 5 })
      .map((rows) => ({ directory, columns, rows }));
  });
}
