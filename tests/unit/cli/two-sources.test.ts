import { answer as drift } from "../../../cli/drift/answer";
import { answer as review } from "../../../cli/review/answer";

/** A flag that is left aside in silence makes a report that says something else than it was asked. */
describe("what is asked of a file and what is asked of the engine do not go together", () => {
  test("drift looks at the state of one of two", () =>
    expect(drift({ stack: "prod", state: "state.json", format: "text", ignore: [] })).rejects.toMatchObject({
      code: "ERR_CONFIG",
      message: expect.stringMatching(/--stack prod and --state state.json.*Leave one of them out/),
    }));

  test.each([
    [{ refresh: true as const }, /--refresh asks the clouds.*pulumi preview --json --show-sames --refresh/],
    [{ on: "2027-01-01" }, /--on asks the engine.*ROLLCALL_ON/],
  ])("review of a finished preview with %j", (flags, message) =>
    expect(review("preview.json", { format: "text", ...flags })).rejects.toMatchObject({
      code: "ERR_CONFIG",
      message: expect.stringMatching(message),
    }),
  );
});
