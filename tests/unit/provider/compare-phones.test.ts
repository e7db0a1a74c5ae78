import fc from "fast-check";
import { maskPhone } from "../../../emulator/cloudidentity/views";
import { samePhone } from "../../../provider/model/compare";

test.each([
  ["+8613812340000", "+86138****0000"],
  ["+8613812340000", "138****0000"],
  ["13812340000", "138****0000"],
  ["13812340000", "+86138****0000"],
  ["13812340000", "86-138****0000"],
  ["13812340000", "+86*******0000"],
  ["+86 138-1234-0000", "138****0000"],
  ["008613812340000", "+86138****0000"],
  ["+447700900123", "7700****0123"],
  ["7700900123", "+44 7700****123"],
  ["13812340000", "***********"],
])("%s agrees with the mask %s", (declared, observed) => {
  expect(samePhone(declared, observed)).toBe(true);
});

test.each([
  ["13812340000", "139****0000"],
  ["13812340000", "138****0001"],
  ["+8613812340000", "+86139****0000"],
  ["+8613812340000", "+86138****00001"],
  ["1380000", "1380****80000"],
])("%s differs from the mask %s", (declared, observed) => {
  expect(samePhone(declared, observed)).toBe(false);
});

test.each([
  ["", undefined],
  ["", ""],
  ["+8613812340000", "13812340000"],
  ["13812340000", "+86 138 1234 0000"],
])("%p agrees with %p", (declared, observed) => {
  expect(samePhone(declared, observed)).toBe(true);
});

test.each([
  ["", "138****0000"],
  ["13812340000", undefined],
  ["13812340000", ""],
  ["13812340000", "13812340001"],
])("%p differs from %p", (declared, observed) => {
  expect(samePhone(declared, observed)).toBe(false);
});

test("every telephone number agrees with its own mask, however it is written", () => {
  const number = fc.stringMatching(/^\+?[0-9][0-9 ()-]{0,18}$/).filter((text) => text.replace(/\D/g, "").length >= 5);
  fc.assert(
    fc.property(number, (phone) => {
      expect(samePhone(phone, maskPhone(phone))).toBe(true);
    }),
    { numRuns: 500 },
  );
});
