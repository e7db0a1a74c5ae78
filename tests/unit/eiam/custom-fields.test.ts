import { customFieldOperations, customFieldsOnWire } from "../../../provider/eiam/user/values";

const BADGE = { fieldName: "badge", fieldValue: "A-7" };
const CENTER = { fieldName: "costCenter", fieldValue: "100" };

test("adds, replaces and removes one by one, and leaves alone what agrees", () => {
  const declared = [BADGE, { fieldName: "costCenter", fieldValue: "200" }, { fieldName: "employeeId", fieldValue: "7" }];
  expect(customFieldOperations(declared, [CENTER, BADGE, { fieldName: "shift", fieldValue: "night" }])).toEqual([
    { FieldName: "costCenter", FieldValue: "200", Operation: "replace" },
    { FieldName: "employeeId", FieldValue: "7", Operation: "replace" },
    { FieldName: "shift", Operation: "remove" },
  ]);
});

test("an empty value removes the field, and an empty list all of them", () => {
  expect(customFieldOperations([{ ...BADGE, fieldValue: "" }], [BADGE])).toEqual([{ FieldName: "badge", Operation: "remove" }]);
  expect(customFieldOperations([], [BADGE, CENTER]).map(({ FieldName, Operation }) => [FieldName, Operation])).toEqual([
    ["badge", "remove"],
    ["costCenter", "remove"],
  ]);
});

test("sends everything declared where the account's fields are not known", () => {
  expect(customFieldOperations([BADGE], undefined)).toEqual([{ FieldName: "badge", FieldValue: "A-7", Operation: "replace" }]);
});

test("a creation carries no field without a value", () => {
  expect(customFieldsOnWire([BADGE, { fieldName: "costCenter", fieldValue: "" }])).toEqual([{ FieldName: "badge", FieldValue: "A-7" }]);
});
