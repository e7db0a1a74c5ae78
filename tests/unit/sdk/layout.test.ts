import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { installedAround, installedFrom, layoutProblem } from "../../../provider/pulumi/layout";
import { oncePerRun, requireHost } from "../../../sdk/lib/run/one-copy";

const RUNNER = "/x/node_modules/@pulumi/pulumi/cmd/run/index.js";
let base: string;
beforeEach(() => (base = realpathSync(mkdtempSync(join(tmpdir(), "layout-")))));
afterEach(() => rmSync(base, { recursive: true }));

/** Puts a copy of Rollcall into a folder. */
function install(folder: string, version = "0.1.0"): string {
  mkdirSync(join(folder, "dist"), { recursive: true });
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ name: "rollcall", version, exports: { ".": "./dist/sdk.js", "./provider": "./dist/provider.js" } }),
  );
  for (const file of ["sdk.js", "provider.js"]) writeFileSync(join(folder, "dist", file), "");
  return folder;
}

function link(target: string, at: string): void {
  mkdirSync(dirname(at), { recursive: true });
  symlinkSync(target, at, "dir");
}

const find = (folder: string) => installedFrom(folder, "rollcall", "");

describe("what the engine's host finds from a program's folder", () => {
  test("is the copy in the project, in a folder above (npm and yarn workspaces), or linked", () => {
    const copy = install(join(base, "elsewhere"));
    for (const root of ["project", "workspace"]) link(copy, join(base, root, "node_modules", "rollcall"));
    mkdirSync(join(base, "workspace", "packages", "people", "src"), { recursive: true });
    for (const folder of ["project", "workspace/packages/people/src"])
      expect(find(join(base, folder))).toEqual({ folder: copy, version: "0.1.0" });
  });

  test.each([
    ["below another package", "project/node_modules/crew/node_modules/rollcall"],
    ["below a scoped package", "project/node_modules/@acme/crew/node_modules/rollcall"],
    ["in a sibling of a workspace", "packages/people/node_modules/rollcall"],
    ["in pnpm's store alone", "project/node_modules/.pnpm/rollcall@0.1.0/node_modules/rollcall"],
  ])("is nothing that stands %s", (_where, place) => {
    install(join(base, place));
    mkdirSync(join(base, "project"), { recursive: true });
    expect(find(join(base, "project"))).toBeUndefined();
  });

  test("is not the package around the program, which only its own files may call by name", () => {
    install(join(base, "rollcall"));
    mkdirSync(join(base, "rollcall", "examples"));
    expect(find(join(base, "rollcall", "examples"))).toBeUndefined();
  });

  test("is also what NODE_PATH names", () => {
    const copy = install(join(base, "global", "rollcall"));
    expect(installedFrom(join(base, "project"), "rollcall", join(base, "global"))).toEqual({ folder: copy, version: "0.1.0" });
  });
});

describe("a layout in which nobody could be managed", () => {
  const declares = { folder: "/p/node_modules/crew/node_modules/rollcall", version: "0.2.0" };

  test("names both folders and the command that repairs it", () => {
    expect(layoutProblem({ program: "/p", declares, manages: undefined })).toEqual({
      found:
        "the engine looks for rollcall from the folder of the program, /p, and finds none; the copy that declares the users is elsewhere, in /p/node_modules/crew/node_modules/rollcall",
      remedy: "Install it for the program itself: npm install rollcall@0.2.0 in /p (pnpm add, yarn add).",
    });
  });

  test("names pnpm's own setting where pnpm hides the copy", () => {
    const hidden = { folder: "/p/node_modules/.pnpm/rollcall@0.2.0_x/node_modules/rollcall", version: "0.2.0" };
    expect(layoutProblem({ program: "/p", declares: hidden, manages: undefined })?.remedy).toContain("public-hoist-pattern[]=rollcall");
  });

  test("is also one in which another version would manage them; equal versions do", () => {
    const manages = { folder: "/p/node_modules/rollcall", version: "0.1.0" };
    expect(layoutProblem({ program: "/p", declares, manages })?.found).toContain(
      "0.2.0 in /p/node_modules/crew/node_modules/rollcall declares the users, 0.1.0 in /p/node_modules/rollcall would manage them",
    );
    expect(layoutProblem({ program: "/p", declares, manages: { ...manages, version: "0.2.0" } })).toBeUndefined();
  });
});

test("a program run by the engine is refused before anybody is declared; tests and other hosts are left alone", () => {
  expect(() => requireHost({ main: RUNNER, folder: base })).toThrow(
    new RegExp(`^Rollcall refuses this run; nothing was created or changed: .*${base}.*npm install rollcall@`),
  );
  expect(() => requireHost({ main: RUNNER.replaceAll("/", "\\"), folder: base })).toThrow("Rollcall refuses this run");
  for (const main of [undefined, "/x/node_modules/jest/bin/jest.js", "/app/automation.js"])
    expect(() => requireHost({ main, folder: base })).not.toThrow();
  const own = installedAround(__filename, "rollcall");
  link(own?.folder ?? "", join(base, "node_modules", "rollcall"));
  expect(find(base)).toEqual(own);
  expect(() => requireHost({ main: RUNNER, folder: base })).not.toThrow();
});

test("copies of one version share a program; another version is refused with both folders", () => {
  const isNumber = (value: unknown): value is number => typeof value === "number";
  let made = 0;
  const once = (folder: string, version: string): number => oncePerRun(() => (made += 1), isNumber, { folder, version });
  expect([once("/p/a", "1.0.0"), once("/p/b", "1.0.0"), made]).toEqual([1, 1, 1]);
  expect(() => once("/p/c", "2.0.0")).toThrow(/1\.0\.0 from \/p\/a and 2\.0\.0 from \/p\/c.*npm dedupe/);
});
