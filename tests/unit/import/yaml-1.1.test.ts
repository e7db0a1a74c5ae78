import { parse, stringify } from "yaml";
import { rosterText } from "../../../cli/import/roster-file";
import { directories } from "../../../provider/directories";
import { parseRoster } from "../../../sdk/lib/roster/people/parse";

/** What YAML 1.1 takes for truth values, numbers in several bases, times, dates, nothing and more. */
const TAKEN =
  "yes On off y n True 0012 0o17 0x1F 0b11 1_000 2024_001 12:30 12:30:45 190:20:30.15 2027-03-31 2027-3-1 1. .5 +.5 685_230.15 1e5 ~ .inf << 0.1_ -0 +12".split(
    " ",
  );
const people = TAKEN.map((text, index) => ({
  userName: text.toLowerCase() === "true" ? "true" : text,
  displayName: text,
  description: `${text} 18:00:00`,
  email: `p${index}@x.example`,
  phone: `+861380013${String(8000 + index)}`,
  groupIds: [text === "<<" ? "no" : text, "2027-03-31"],
}));

test("a roster that import writes is the same people after a program that knows YAML 1.1 has saved it", () => {
  const written = rosterText("people.yaml", directories.cloudidentity.kinds.User, { people });
  const read = (text: string, file: string) =>
    parseRoster({ file, text, directory: "cloudidentity", directories, env: {} }).rows.map(({ fields }) => fields);
  const known: unknown = parse(written, { version: "1.1", merge: false });
  expect(read(stringify(known, { version: "1.1" }), "people.yaml")).toEqual(people);
  expect(read(stringify(known, { version: "1.1", defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" }), "people.yaml")).toEqual(
    people,
  );
  expect(read(JSON.stringify(known), "people.json")).toEqual(people);
});
