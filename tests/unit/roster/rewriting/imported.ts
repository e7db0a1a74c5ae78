import fc from "fast-check";
import type { DirectoryName } from "../../../../provider/directories";
import type { Fields, Json } from "../../../../provider/model/values";
import { ids, keys, name, note, phone } from "./table";

/** Texts that spreadsheets in some language take for a number, a date, a truth value or a formula. */
const TAKEN = fc.constantFrom(
  ..."5.|.5|5,|(5)|- 5|-5|+5|1.2.|1.2|1,2|1-2|1/2|1.2.3|1/2/27|2027-03-31|2027/3|2027年3月|12:30|1:30 pm|5%|5 %|1.000|1,000|1.234.567|1 000".split(
    "|",
  ),
  ..."wahr|Falsch|vrai|FAUX|true|False|may2|2 May|May 2027|3. Mai|mai 3|1 mars|3 März|Mrz 5|1e5|1E-3|2d3|0012|007.5|+49 30|00|１２３|０１２".split(
    "|",
  ),
  ..."=x|@wei|+a|-ab|-|'x|''|'0|’5|'=x|=\"a\"|text:x|(none)|#1|#N/A|“Red”|a?b|who?|1 1/2|$5|€5|5 €|¥5|2026-1|10-4|NULL|NaN|1'000|\"x\"".split(
    "|",
  ),
);
const odd = fc.oneof(
  { weight: 3, arbitrary: TAKEN },
  fc.string({ unit: fc.constantFrom(..."0123456789.,-/+' ()%:eE"), minLength: 1, maxLength: 6 }),
);
const trimmed = odd.map((text) => text.trim()).filter((text) => text !== "");

const NAMES: Readonly<
  Record<DirectoryName, readonly [key: string, name: string, note: string, groups: string, email: string, phone: string]>
> = {
  eds: ["endUserId", "realNickName", "remark", "groupIdList", "email", "phone"],
  eiam: ["username", "displayName", "description", "groupIds", "email", "phoneNumber"],
  workspace: ["userName", "aliasName", "description", "groupIds", "userEmail", "userPhone"],
  cloudidentity: ["userName", "displayName", "description", "groupIds", "email", "phone"],
};

/** Users as a directory may hold them, in the fields in which a spreadsheet can do harm. */
export function imported(directory: DirectoryName): fc.Arbitrary<readonly Fields[]> {
  const [key, called, remark, groups, address, mobile] = NAMES[directory];
  const cells: Readonly<Record<string, fc.Arbitrary<Json>>> = {
    [called]: fc.oneof(name, trimmed),
    [remark]: fc.oneof(note, trimmed),
    [groups]: ids,
    [mobile]: phone,
  };
  const unit = fc.constantFrom("ou_design", "ou_123456789012");
  const needed: Readonly<Record<string, fc.Arbitrary<Json>>> = {
    [key]: fc.oneof(keys[directory], trimmed),
    ...(directory === "eiam" && { primaryOrganizationalUnitId: unit }),
  };
  const person = fc
    .tuple(
      fc.record(needed),
      fc
        .subarray(Object.keys(cells))
        .chain((chosen) => fc.record(Object.fromEntries(Object.entries(cells).filter(([field]) => chosen.includes(field))))),
    )
    .map(([one, more]): Fields => ({ ...one, ...more }));
  return fc
    .uniqueArray(person, { selector: (one) => String(one[key]).toLowerCase(), minLength: 1, maxLength: 4 })
    .map((people) => people.map((one, index) => ({ ...one, [address]: `person.${"abcd".charAt(index)}@pier-lane.example` })));
}
