import type * as Phones from "../../../provider/model/phone";
import type * as Sheets from "../../../sdk/lib/roster/file/sheet";

/** Packages that only some inputs need; they would take a part of the time in which every program starts. */
const LATE = ["@e965/xlsx", "libphonenumber-js/max", "yaml"];

const openSheet: typeof Sheets.openSheet = (source) =>
  jest.requireActual<typeof Sheets>("../../../sdk/lib/roster/file/sheet").openSheet(source);
const readPhone: typeof Phones.readPhone = (text) => jest.requireActual<typeof Phones>("../../../provider/model/phone").readPhone(text);

test.each<{ what: string; run: () => unknown; loads: string[] }>([
  { what: "a program that declares nobody", run: () => jest.requireActual("../../../sdk"), loads: [] },
  { what: "a roster in CSV", run: () => openSheet({ file: "people.csv", text: "endUserId,email\nalice,a@example.com\n" }), loads: [] },
  { what: "a roster in YAML", run: () => openSheet({ file: "people.yaml", text: "- endUserId: alice\n" }), loads: ["yaml"] },
  { what: "a mobile number of mainland China", run: () => readPhone("+8613800138000"), loads: [] },
  { what: "a number of another country", run: () => readPhone("+49 30 123456"), loads: ["libphonenumber-js/max"] },
])("$what loads of the readers what it needs", ({ run, loads }) => {
  const loaded: string[] = [];
  jest.isolateModules(() => {
    for (const name of LATE) {
      jest.doMock(name, () => {
        loaded.push(name);
        return jest.requireActual<object>(name);
      });
    }
    run();
  });
  expect(loaded).toEqual(loads);
});
