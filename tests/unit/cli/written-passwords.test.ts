import { describeWritten } from "../../../cli/passwords/answer";
import { read } from "../docs/pages";

test("what to do with written passwords is told of one and of several", () => {
  expect(describeWritten(1, "new.csv")).toBe(
    "1 initial password stands in clear in new.csv, which only you may read. Hand it over by a way that only the person sees, and delete the file. It is not written again.",
  );
  expect(read("docs/passwords.md")).toContain(`\n${describeWritten(2, "new-people.csv")}\n`);
});
