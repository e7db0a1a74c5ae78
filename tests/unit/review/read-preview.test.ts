import { announceReplaced, announceSummary } from "../../../provider/lifecycle/many/announcement";
import { propertyPath, readPreview } from "../../../cli/review/read-preview";
import { planText } from "./plan";

const GOOD = planText({ alice: { after: { endUserId: "alice" } } });

test.each([
  ["an empty file", "", "the preview is empty"],
  ["a cut-off file", GOOD.slice(0, 200), "the preview is cut off after 200 characters: its JSON does not end"],
  ["a message in front", `warning: old\n${GOOD}`, 'this is not JSON: it begins with "warning: old'],
  ["something behind", `${GOOD}\nwarning}`, "the preview is not valid JSON"],
  ["the event stream", '{"sequence":1}\n{"sequence":2}\n', "several JSON documents, one a line"],
  ["a Terraform plan", '{"format_version":"1.2","terraform_version":"1.9.0","resource_changes":[]}', "this is a Terraform plan"],
  ["a saved update plan", '{"resourcePlans":{},"config":{}}', "a saved update plan"],
  ["an exported state", '{"version":3,"deployment":{}}', "an exported state"],
  ["a list", "[]", "a JSON list"],
  ["a number", "7", "a single JSON value"],
  ["another tool's JSON", '{"hello":1}', "it has no steps"],
  ["another version's steps", '{"steps":[{"op":7}]}', "the preview has a shape that is not known: steps.0.op"],
])("refuses %s and says what it is and what to do", (_, text, message) => {
  expect(() => readPreview(text)).toThrow(message);
  expect(() => readPreview(text)).toThrow("pulumi preview --json --show-sames > preview.json");
});

test("reads every cut of a preview or refuses it with a code, and never breaks otherwise", () => {
  for (let length = 0; length < GOOD.length; length += 7) {
    expect(() => readPreview(GOOD.slice(0, length))).toThrow(expect.objectContaining({ name: "RollcallError", code: "ERR_CONFIG" }));
  }
});

const PLAN = planText(
  { ann: { after: { endUserId: "ann" } }, bob: { before: { endUserId: "bob" } }, eve: { before: { remark: "a" }, after: { remark: "b" } } },
  { changeSummary: { same: 1, create: 1, update: 1, delete: 1 } },
);

test("reads a preview whose steps are those that it counts", () => {
  expect(readPreview(PLAN).steps).toHaveLength(4);
});

test.each<[string, (op: string) => object | undefined, string]>([
  ["no steps", () => undefined, "it counts 1 of the kind create and lists 0"],
  ["no deletions", (op) => (op === "delete" ? undefined : {}), "it counts 1 of the kind delete and lists 0"],
  ["no state before", () => ({ oldState: null }), "it has a step of the kind update without its oldState"],
  ["no state after", () => ({ newState: undefined }), "it has a step of the kind create without its newState"],
  ["no states", () => ({ oldState: undefined, newState: undefined }), "it has a step of the kind create without its newState"],
])("refuses a preview that a filter has left with %s", (_what, filter, message) => {
  const { steps, ...rest } = JSON.parse(PLAN) as { readonly steps: readonly { readonly op: string }[] };
  const filtered = steps.flatMap((step) => {
    const changes = filter(step.op);
    return changes === undefined ? [] : [{ ...step, ...changes }];
  });
  expect(() => readPreview(JSON.stringify({ ...rest, steps: filtered }))).toThrow(`the preview is not whole: ${message}`);
});

test("keeps errors on one line and learns whom the provider would replace", () => {
  const said = announceReplaced("bob_b will be deleted and created again: remark changes and so on.", "set-1", 'b"o]b', [
    "remark",
    "orgId",
  ]);
  const { errors, announced } = readPreview(
    planText(
      {},
      {
        diagnostics: [
          { severity: "error", message: "error: it failed\n  twice\n" },
          { severity: "info#err", message: `${said}\n${announceSummary("eds users of the set: 1 to replace", "set-2")}\n\n` },
        ],
      },
    ),
  );
  expect(errors).toEqual(["it failed twice"]);
  expect([...announced.heard]).toEqual(["set-2"]);
  expect([...(announced.replaced.get("set-1") ?? [])]).toEqual([['b"o]b', ["remark", "orgId"]]]);
});

test("leaves a program's stack out of its error", () => {
  const message =
    "error: Running program '/p/index.js' failed with an unhandled exception:\nError: no roster\n    at Object.<anonymous> (/p/index.js:1:7)\n    at Module._compile (node:internal/modules/cjs/loader:1521:14)\n";
  expect(readPreview(planText({}, { diagnostics: [{ severity: "error", message }] })).errors).toEqual([
    "Running program '/p/index.js' failed with an unhandled exception: Error: no roster",
  ]);
});

test.each([
  ["email", ["email"]],
  ["groupIdList[0]", ["groupIdList", "0"]],
  ["users.alice.password", ["users", "alice", "password"]],
  ['users["a.b\\"c"].groupIds[1]', ["users", 'a.b"c', "groupIds", "1"]],
])("splits the property path %s", (path, parts) => {
  expect(propertyPath(path)).toEqual(parts);
});
