import { summarise, summaryJson } from "../../../cli/import/summary";
import { directories } from "../../../provider/directories";

const user = (key: string) => ({ ref: { key, id: key }, fields: {}, computed: {} });
const files = { to: "roster", out: "people.csv", as: "users", name: "people", importFile: "import.json", groupsOut: "groups.ts" } as const;
const nothing = { content: "", importFile: { resources: [] }, taken: [], leftOut: [] };

test("JSON tells everybody who was left out, and the steps of the text", () => {
  const leftOut = Array.from({ length: 30 }, (_, index) => ({ user: user(`odd_${index}`), reason: "another user has the same name" }));
  const imported = {
    ...nothing,
    taken: [{ user: user("alice"), fields: {}, omitted: [{ field: "phone", reason: "is masked by the service" }] }],
    leftOut,
  };
  const json = summaryJson(directories.eds.kinds.User, imported, files);
  expect(json).toMatchObject({
    version: 1,
    directory: "eds",
    users: 1,
    out: "people.csv",
    importFile: "import.json",
    fieldsLeftOut: [{ key: "alice", field: "phone", reason: "is masked by the service" }],
  });
  expect(json).toHaveProperty("leftOut.length", 30);
  expect(json).toHaveProperty(
    "next",
    summarise(directories.eds.kinds.User, imported, files)
      .split("\n")
      .flatMap((line) => /^ {2}\d\. (.*)$/.exec(line)?.[1] ?? []),
  );
});

test("JSON names no file when nothing was written", () => {
  expect(summaryJson(directories.eds.kinds.User, nothing, files)).toEqual({
    version: 1,
    directory: "eds",
    users: 0,
    leftOut: [],
    fieldsLeftOut: [],
    next: [],
  });
});
