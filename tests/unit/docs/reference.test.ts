import { schemaText } from "../../../plugin/schema/package";
import { writtenSchema } from "../../../plugin/written-schema";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { referencePages } from "../../../cli/reference/pages";

describe("the reference pages", () => {
  test.each(Object.entries(referencePages()))("docs/%s is what the field tables say (npm run docs writes it)", (name, text) => {
    expect(readFileSync(join(__dirname, "../../../docs", name), "utf8")).toBe(text);
  });
});

test("the plugin's schema is the one that npm run docs writes", () => {
  expect(writtenSchema()).toBe(schemaText());
});
