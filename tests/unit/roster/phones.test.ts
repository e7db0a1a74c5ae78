import { type DirectoryName, directories } from "../../../provider/directories";
import { readPhone } from "../../../provider/model/phone";
import { readValue } from "../../../sdk/lib/roster/people/value";
import { parse, problems } from "./fixture";

test.each([
  ["13800138000", "86", "13800138000"],
  ["138 0013 8000", "86", "13800138000"],
  ["138-0013-8000", "86", "13800138000"],
  ["１３８００１３８０００", "86", "13800138000"],
  ["138\u00a00013\u20138000", "86", "13800138000"],
  ["+86 138 0013 8000", "86", "13800138000"],
  ["0086 13800138000", "86", "13800138000"],
  ["8613800138000", "86", "13800138000"],
  ["010-6552 9988", "86", "1065529988"],
  ["+1 (212) 555-0100", "1", "2125550100"],
  ["+852 5123 4567", "852", "51234567"],
  ["+49 30 123456", "49", "30123456"],
])("%s", (written, region, number) => {
  expect(readPhone(written)).toEqual({ region, number });
});

test("a number without country code belongs to the given region", () => {
  expect(readPhone("5123 4567", "852")).toEqual({ region: "852", number: "51234567" });
});

test.each(["1381111", "1380013800", "138001380000", "abc", "+", "", "+999 123", "++8613800138000"])("%j is no number", (written) => {
  expect(readPhone(written)).toEqual({ problem: expect.stringContaining("is not a telephone number") });
});

test("a number that a spreadsheet rounded", () => {
  expect(readPhone("1.38E+10")).toEqual({ problem: expect.stringContaining("spreadsheet") });
});

test.each<readonly [DirectoryName, string, string, string]>([
  ["eds", "phone", "13800138000", "+85251234567"],
  ["workspace", "userPhone", "+8613800138000", "+85251234567"],
  ["cloudidentity", "phone", "+8613800138000", "+85251234567"],
])("%s gets numbers in its own form", (directory, field, mainland, foreign) => {
  const read = (written: string) => readValue(written, { field }, directories[directory].kinds.User, undefined, {}).fields[field];
  expect([read("138 0013 8000"), read("+852 5123 4567")]).toEqual([mainland, foreign]);
});

test("EIAM takes region and number apart, and both are trusted unless the roster says otherwise", () => {
  const csv =
    "username,org,phone,phoneRegion,email,phoneNumberVerified\na,o,138 0013 8000,,a@b.co,\nb,o,51234567,+852,,no\nc,o,(none),,,\n";
  expect(parse(csv, { directory: "eiam" }).rows.map(({ fields }) => fields)).toEqual([
    {
      username: "a",
      primaryOrganizationalUnitId: "o",
      phoneRegion: "86",
      phoneNumber: "13800138000",
      phoneNumberVerified: true,
      email: "a@b.co",
      emailVerified: true,
    },
    { username: "b", primaryOrganizationalUnitId: "o", phoneRegion: "852", phoneNumber: "51234567", phoneNumberVerified: false },
    { username: "c", primaryOrganizationalUnitId: "o", phoneNumber: "" },
  ]);
});

test("the trust in contacts comes from defaults when they say so", () => {
  const { rows } = parse("username,org,phone\na,o,13800138000\n", {
    directory: "eiam",
    defaults: { phoneNumberVerified: false, phoneRegion: "86" },
  });
  expect(rows[0]?.fields).toMatchObject({ phoneRegion: "86", phoneNumber: "13800138000", phoneNumberVerified: false });
});

test("a bad number is told with its place, and no rule that needs it complains as well", () => {
  expect(problems("endUserId,email,phone\nli_na,,1381111\n")).toEqual([
    'people.csv:2:3 li_na: phone "1381111" is not a telephone number. Write 11 digits for mainland China, or + and the country code for elsewhere.',
  ]);
});
