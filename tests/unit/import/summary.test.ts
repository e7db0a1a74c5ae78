import { checkFiles, checkFlags } from "../../../cli/import/check-flags";
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

test.each(["a\u001b[2Jb", "a\nNext:\n  1. rm b", "a\rb", "a\u202eb", "a\u0085b"])("%j of a cloud has no effect on a terminal", (key) => {
  const kind = directories.eds.kinds.Group;
  const group = { kind, name: key, object: user(key), fields: {}, omitted: [{ field: "description", reason: `is ${key}` }] };
  const imported = {
    ...nothing,
    taken: [{ user: user(key), fields: {}, omitted: [{ field: "phone", reason: "is masked by the service" }] }],
    leftOut: [{ user: user(key), reason: `realNickName is ${key}` }],
    groups: { taken: [group], leftOut: [{ kind, object: user(key), reason: "groupName must be text" }], builtIn: 0 },
  };
  const lines = summarise(directories.eds.kinds.User, imported, files).split("\n");
  expect(lines.filter((line) => /\p{Cc}|\p{Cf}/u.test(line))).toEqual([]);
  expect(lines.filter((line) => line.includes("a<U+00") || line.includes("a<U+202E>"))).toHaveLength(4);
  expect(lines.filter((line) => line === "Next:")).toHaveLength(1);
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

describe("groups and units", () => {
  const kind = directories.eds.kinds.Group;
  const group = { kind, name: "夜班", object: user("夜班"), fields: {}, omitted: [] };
  const groups = { taken: [group], leftOut: [{ kind, object: user(" odd"), reason: "groupName must be text" }], builtIn: 1 };

  test("are counted by kind with where they are, and the steps name both files and the roster's style", () => {
    const imported = { ...nothing, taken: [{ user: user("alice"), fields: {}, omitted: [] }], groups, groupsContent: "x" };
    const text = summarise(directories.eds.kinds.User, imported, { ...files, withGroups: true });
    expect(text).toContain(
      "1 user of Alibaba Cloud EDS is in people.csv and import.json.\n1 group is in groups.ts and import.json.\n1 more stays as it is,",
    );
    expect(text).toContain("1 left out, because a program cannot declare them:\n  group  odd: groupName must be text");
    expect(text).toContain('import "./groups";  new Roster("people", { file: "people.csv", directory: "eds", references: "names" });');
  });

  test("alone say nothing of users and name no roster", () => {
    const only = { ...files, onlyGroups: true } as const;
    const imported = { ...nothing, groups, groupsContent: "x" };
    expect(summarise(directories.eds.kinds.User, imported, only)).toMatch(/^1 group is in groups\.ts and import\.json\.\n/);
    expect(summaryJson(directories.eds.kinds.User, imported, only)).toMatchObject({
      users: 0,
      groups: 1,
      builtInGroups: 1,
      groupsOut: "groups.ts",
      importFile: "import.json",
      leftOut: [{ kind: "group", key: " odd" }],
      next: ['put this in the program:  import "./groups";', expect.any(String), expect.any(String)],
    });
  });
});

test("flags that make no sense together are refused before anything is asked", () => {
  expect(() => checkFlags({ to: "roster", groupsPattern: "x" })).toThrow(/--groups-pattern chooses groups/);
  expect(() => checkFlags({ to: "typescript", references: "names" })).toThrow(/a program has none/);
  expect(() => checkFlags({ to: "roster", references: "names", onlyGroups: true, groupsPattern: "x" })).not.toThrow();
});

test("files of which one would replace another are refused, however they are written, and so is a roster of no kind", () => {
  const to = "roster";
  expect(() => checkFiles({ out: "a.yaml", "import-file": "./a.yaml" }, { to })).toThrow(/--out and --import-file name the same file/);
  expect(() => checkFiles({ out: "a.csv", "groups-out": "g.ts", "import-file": "x/../g.ts" }, { to })).toThrow(
    /--groups-out and --import-file/,
  );
  for (const out of ["people.pdf", "people", "people.json", "people.xlsm"])
    expect(() => checkFiles({ out, "import-file": "import.json" }, { to })).toThrow(/does not say what to write.*\.csv, \.yaml or \.xlsx/);
  for (const out of ["people.csv", "people.YAML", "people.xlsx", "people.txt"])
    expect(() => checkFiles({ out, "import-file": "import.json" }, { to })).not.toThrow();
  expect(() => checkFiles({ out: "people.ts", "import-file": "import.json" }, { to: "typescript" })).not.toThrow();
  expect(() => checkFiles({ "groups-out": "g.ts", "import-file": "import.json" }, { to })).not.toThrow();
});

test("a program never stands beside JSON of its name, which Node would load in its place", () => {
  const groups = { out: "people.csv", "groups-out": "a/groups.ts", "import-file": "a/b/../groups.json" };
  expect(() => checkFiles(groups, { to: "roster" })).toThrow(
    /a\/groups\.json would stand beside --groups-out .*imports "\.\/groups".*--import-file/,
  );
  expect(() => checkFiles({ out: "people.ts", "import-file": "people.json" }, { to: "typescript" })).toThrow(/imports "\.\/people"/);
  // One that is there already, whoever has put it there.
  expect(() => checkFiles({ out: "package.ts", "import-file": "import.json" }, { to: "typescript" })).toThrow(/move package\.json away/);
  for (const to of [
    { out: "people.csv", "import-file": "people.json" },
    { out: "a/people.ts", "import-file": "people.json" },
    { out: "people.js", "import-file": "people.json" },
  ])
    expect(() => checkFiles(to, { to: to.out.endsWith(".csv") ? "roster" : "typescript" })).not.toThrow();
});
