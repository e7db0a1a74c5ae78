import * as fc from "fast-check";
import { fields as eds } from "../../../provider/eds/user/fields";
import { beijingTime, readMoment } from "../../../provider/model/moment";
import { fields as workspace } from "../../../provider/workspace/user/fields";

const LOCK_TIME = eds.autoLockTime;
const EXPIRES = workspace.accountExpires;
const SEED = Date.now() % 2 ** 31;
const EVENING = Date.UTC(2027, 2, 31, 10);
const DAY_END = Date.UTC(2027, 2, 31, 15, 59, 59);

test.each([
  "2027-03-31 18:00:00",
  "2027/3/31 18:00",
  "2027-3-31 18:00",
  "2027.3.31 18:00",
  "2027年3月31日 18:00",
  "2027年3月31日 下午6:00",
  "2027年3月31日18:00",
  "2027年3月31日下午6:00",
  "2027/3/31 6:00 PM",
  "31.03.2027 18:00",
  "3/31/2027 18:00",
  "31-Mar-2027 18:00",
  "31 March 2027 18:00:00",
  "2027-03-31T10:00:00Z",
  "2027-03-31T18:00:00+08:00",
  "2027-03-31T11:00:00.000+0100",
  "２０２７/３/３１　１８：００",
  " 2027/3/31 18:00 ",
])("%j is one moment, in Beijing where no zone is named", (written) => {
  expect(readMoment(written)).toEqual({ moment: EVENING });
});

test.each(["2027-03-31", "2027/3/31", "2027年3月31日", "31.3.2027", "3/31/2027", "31-Mar-2027", "2027/3/31 23:59", "2027-03-31 23:59:59"])(
  "%j is the end of the day",
  (written) => {
    expect(readMoment(written)).toEqual({ moment: DAY_END });
  },
);

test.each([
  ["3/4/2027", "may be 2027-03-04 or 2027-04-03"],
  ["03.04.2027", "may be"],
  ["46477", "spreadsheets count days"],
  ["46477.75", "spreadsheets count days"],
  ["20270331", "spreadsheets count days"],
  ["2027-02-30", "does not exist"],
  ["2027/13/1", "does not exist"],
  ["2027/2/29 10:00", "does not exist"],
  ["32.1.2027", "does not exist"],
  ["31-Foo-2027", "does not exist"],
  ["0000-01-01", "does not exist"],
  ["2027-03-31 24:00", "no time that exists"],
  ["2027-03-31 18:60", "no time that exists"],
  ["2027-03-31 13:00 PM", "no time that exists"],
  ["2027-03-31 18", "no time that exists"],
  ["2027-03-31 18:00 CET", "no time that exists"],
  ["2027-03-31T18:00+99:00", "zone"],
  ["31-3-27", "not a date"],
  ["31/3/27", "not a date"],
  ["soon", "not a date"],
  ["", "not a date"],
  ["2027-03/31", "not a date"],
  ["永久", "not a date"],
])("%j is refused: %s", (written, why) => {
  expect(readMoment(written)).toEqual({ problem: expect.stringContaining(why) });
});

test("every second comes back from each directory's form", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Date.UTC(9999, 11, 30) / 1000 }), (second) => {
      const moment = second * 1000;
      expect(readMoment(beijingTime(moment))).toEqual({ moment });
      for (const spec of [LOCK_TIME, EXPIRES]) {
        if (moment === 0) continue;
        const written = spec.atMoment?.(moment) ?? "";
        expect(spec.type.safeParse(written).success).toBe(true);
        expect(readMoment(written)).toEqual({ moment });
      }
    }),
    { seed: SEED },
  );
});

test("a program is told what to write", () => {
  expect(LOCK_TIME.remedy?.("2027/3/31 18:00")).toBe('Write "2027-03-31 18:00:00".');
  expect(EXPIRES.remedy?.("2027/3/31 18:00")).toBe('Write "2027-03-31T10:00:00Z".');
  expect(EXPIRES.remedy?.("3/4/2027")).toBe("It may be 2027-03-04 or 2027-04-03. Write the one that is meant.");
});
