import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { checkPackages } from "../../../cli/doctor/project";

let base: string;
beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), "rollcall-packages-")));
  write("Pulumi.yaml", "name: people\nruntime:\n  name: nodejs\n");
});
afterEach(() => rmSync(base, { recursive: true }));

function write(name: string, text: string): void {
  mkdirSync(dirname(join(base, name)), { recursive: true });
  writeFileSync(join(base, name), text);
}

/** Installs packages, each given by where its folder stands. */
function install(...folders: readonly string[]): void {
  for (const folder of folders) {
    const name = /node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(folder)?.[1] ?? "rollcall";
    write(
      `${folder}/package.json`,
      JSON.stringify({ name, version: folder.includes("crew") || folder.includes("checkout") ? "2.0.0" : "1.0.0" }),
    );
  }
}

function found(folder = base): readonly string[] {
  return checkPackages(folder).map(({ check, level, found: text, remedy }) =>
    `${level} ${check}: ${text}${remedy === undefined ? "" : ` / ${remedy}`}`.replaceAll(base, ""),
  );
}

test("one copy of each, in the project or above it, is well", () => {
  install("node_modules/rollcall", "node_modules/@pulumi/pulumi", "node_modules/crew");
  const well = ["ok packages:rollcall: rollcall 1.0.0 in /node_modules/rollcall", "ok packages:pulumi: @pulumi/pulumi 1.0.0, one copy"];
  expect(found()).toEqual(well);
  write("packages/people/Pulumi.yaml", "name: people\nruntime: nodejs\n");
  expect(found(join(base, "packages", "people"))).toEqual(well);
});

test.each([
  ["another package", "node_modules/crew/node_modules/rollcall"],
  ["a scoped package", "node_modules/@acme/crew/node_modules/rollcall"],
  ["pnpm's store", "node_modules/.pnpm/crew@2.0.0/node_modules/rollcall"],
])("a copy that only %s has is told, with folder and remedy", (_who, place) => {
  install(place, "node_modules/@pulumi/pulumi");
  const [first] = found();
  expect(first).toMatch(/^fail packages:rollcall: the engine looks for rollcall from the folder of the program, , and finds none/);
  expect(first).toContain(`/${place}`);
  expect(first).toContain("npm install rollcall@2.0.0");
});

test("two versions, and two copies of the engine's library, are told", () => {
  install("node_modules/rollcall", "node_modules/crew/node_modules/rollcall", "node_modules/@pulumi/pulumi");
  expect(found()[0]).toMatch(/^fail packages:rollcall: two versions of rollcall meet: 2\.0\.0 in .*crew.* declares the users, 1\.0\.0 in/);
  rmSync(join(base, "node_modules"), { recursive: true });
  install("checkout", "checkout/node_modules/@pulumi/pulumi", "node_modules/@pulumi/pulumi");
  symlinkSync(join(base, "checkout"), join(base, "node_modules", "rollcall"), "dir");
  expect(found()[1]).toMatch(
    /^warn packages:pulumi: two copies of @pulumi\/pulumi: 1\.0\.0 in \/node_modules.* runs the program, 2\.0\.0 in \/checkout.* is what rollcall uses \/ Leave one: npm dedupe/,
  );
});

test("nothing installed at all, and a program below its project", () => {
  expect(found().map((line) => line.slice(0, 22))).toEqual(["fail packages:rollcall", "fail packages:pulumi: "]);
  write("Pulumi.yaml", "name: people\nruntime: nodejs\nmain: src/people/index.ts\n");
  install("src/people/node_modules/rollcall", "node_modules/@pulumi/pulumi");
  expect(found()[0]).toBe("ok packages:rollcall: rollcall 1.0.0 in /src/people/node_modules/rollcall");
});

test.each(["name: people\nruntime: yaml\n", "name: people\nruntime: { name: python }\n", "name: [", ""])(
  "a project of another language, or a file that is none, says nothing: %j",
  (text) => {
    write("Pulumi.yaml", text);
    expect(found()).toEqual([]);
  },
);

test("no project, no finding", () => {
  rmSync(join(base, "Pulumi.yaml"));
  expect(found()).toEqual([]);
});
