import { readFileSync } from "node:fs";
import { directories } from "../../../provider/directories";
import { isPhone, phoneOnWire } from "../../../provider/eds/user/values";
import { nationalDigits, readPhone } from "../../../provider/model/phone";

/** Texts that joined digits would turn into somebody else's number, with a word of the refusal. */
const NOT_ONE_NUMBER: readonly (readonly [string, string])[] = [
  ["1062345678.0", "decimal point"],
  ["13800138000.0", "decimal point"],
  ["13800138000.00", "decimal point"],
  ["1.38001E+10", "rounded"],
  ["138.0013.8000.0", "dot"],
  ["010-62345678/62345679", "slash"],
  ["010-62345678/9", "slash"],
  ["+49 30 12345/67", "slash"],
  ["010-62345678 ext. 12", "extension"],
  ["62345678x12", "extension"],
  ["62345678转12", "extension"],
  ["62345678分机12", "extension"],
  ["62345678#12", "extension"],
  ["010-62345678-8001", "extension"],
  ["010 62345678 8001", "extension"],
  ["0755-88888888-01", "extension"],
  ["+86 10 62345678-80", "extension"],
  ["13800138000 13900139000", "another number"],
  ["13800138000;13900139000", "more than one"],
  ["13800138000、13900139000", "more than one"],
  ["13800138000 or 13900139000", "more than one"],
  ["13800138000或13900139000", "more than one"],
  ["13800138000\n13900139000", "more than one"],
  ["+852 51234567 61234567", "another number"],
  ["138****8000", "masked"],
  ["13800138000,", "not a telephone number"],
  ["tel:13800138000", "not a telephone number"],
  ["call me", "not a telephone number"],
];

test.each(NOT_ONE_NUMBER)("%j is refused, in rosters and in programs", (written, why) => {
  expect(readPhone(written)).toEqual({ problem: expect.stringContaining(why) });
  for (const { kinds } of Object.values(directories)) {
    for (const spec of Object.values(kinds.User.fields)) {
      if (spec.means !== "phone") continue;
      expect(spec.type.safeParse(written).success).toBe(false);
      expect(spec.remedy?.(written)).toMatch(/Write|write|Keep|type the number/);
    }
  }
});

test.each([
  ["+33.6.12.34.56.78", "+33612345678"],
  ["+33 6.12.34.56.78", "+33612345678"],
  ["+41.79.123.45.67", "+41791234567"],
  ["+886.2.2345.6789", "+886223456789"],
  ["+49 (0)30/123456", "+4930123456"],
  ["+49 (0) 151 / 12345678", "+4915112345678"],
  ["+43 (0)1/234567", "+431234567"],
])("%j is one number abroad", (written, number) => {
  const read = readPhone(written);
  expect("region" in read && `+${read.region}${read.number}`).toBe(number);
});

test.each(["+33.6.12.34.56.7", "+33 6.1.2.3", "+33.6..12.34.56.78", "138.0.0138000", "+49 (0)30/12345/67"])("%j is none", (written) => {
  expect(readPhone(written)).toHaveProperty("problem");
});

test.each([
  ["+86(0)10 62345678", "01062345678"],
  ["0086 10 62345678", "01062345678"],
  ["+86 10 62345678", "01062345678"],
  ["（010）62345678", "01062345678"],
  ["010-62345678", "01062345678"],
  ["86-10-62345678", "01062345678"],
  ["0755-8888 8888", "075588888888"],
  ["(+86)13800138000", "13800138000"],
  ["1380013 8000", "13800138000"],
  ["138.0013.8000", "13800138000"],
  ["0086 138 0013 8000", "13800138000"],
  ["+86 (0)138 0013 8000", "13800138000"],
  ["１３８００１３８０００", "13800138000"],
  ["400-123-4567", "4001234567"],
  ["8613800138000", "13800138000"],
])("EDS gets %j as %s, from rosters and programs", (written, wire) => {
  const phone = readPhone(written);
  expect("problem" in phone ? phone : nationalDigits(phone)).toBe(wire);
  expect(isPhone(written)).toBe(true);
  expect(phoneOnWire(written)).toBe(wire);
});

test.each([
  ["+49 30/123456", "49", "30123456"],
  ["+49 30 1234567-12", "49", "30123456712"],
  ["+49 (0)30 123456", "49", "30123456"],
  ["+44 (0)20 7946 0958", "44", "2079460958"],
  ["+33 1.42.68.53.00", "33", "142685300"],
  ["+852 5123.4567", "852", "51234567"],
  ["+1.212.555.0100", "1", "2125550100"],
  ["+39 06 698 12345", "39", "0669812345"],
])("%j is a number abroad", (written, region, number) => {
  expect(readPhone(written)).toEqual({ region, number });
});

test.each(["10623456780", "138001380000", "010-6234 5678-80", "0755 8888 8888 01", "2112345678901"])(
  "%j is no mainland number",
  (written) => {
    expect(readPhone(written)).toEqual({ problem: expect.stringContaining("is not a telephone number") });
  },
);

test("one module reads numbers: the service's form is decided nowhere else", () => {
  expect(readFileSync(require.resolve("../../../sdk/lib/roster/people/value"), "utf8")).not.toContain("libphonenumber");
});

test("a mobile number read without a judge is what the judge makes of it, whatever its range", () => {
  for (let range = 130; range < 200; range++) {
    for (const rest of ["00000000", "12345678", "99999999", "51112222", String(10_000_000 + Math.floor(Math.random() * 89_999_999))]) {
      const digits = `${range}${rest}`;
      // With its country code a number takes the long way.
      expect([digits, readPhone(digits)]).toEqual([digits, readPhone(`+86 ${digits}`)]);
    }
  }
});
