import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { checkPackages, checkPlugin } from "../../../cli/doctor/project";

let base: string;
beforeEach(() => (base = realpathSync(mkdtempSync(join(tmpdir(), "rollcall-doctor-plugin-")))));
afterEach(() => rmSync(base, { recursive: true }));

function write(name: string, text = ""): void {
  mkdirSync(dirname(join(base, name)), { recursive: true });
  writeFileSync(join(base, name), text);
}

function found(folder = base, environment: Readonly<Record<string, string>> = {}): readonly string[] {
  return checkPlugin(folder, { PULUMI_HOME: join(base, "pulumi"), PATH: join(base, "path"), ...environment }).map(
    ({ check, level, found: text, remedy }) =>
      `${level} ${check}: ${text}${remedy === undefined ? "" : ` / ${remedy}`}`.replaceAll(base, ""),
  );
}

const NAMED = "\nplugins:\n  providers:\n    - { name: other, path: x }\n    - { name: rollcall, path: ./node_modules/rollcall/bin }\n";

test("the plugin that Pulumi.yaml names is there, or the way to get it is told", () => {
  write("Pulumi.yaml", `name: people\nruntime: yaml${NAMED}`);
  expect(found()).toEqual([
    "fail plugin: Pulumi.yaml says that the plugin is in ./node_modules/rollcall/bin, and there is no pulumi-resource-rollcall / Run npm install rollcall in the project's folder, and name ./node_modules/rollcall/bin under plugins (docs/plugin.md).",
  ]);
  write("node_modules/rollcall/bin/pulumi-resource-rollcall");
  write("deep/below/file");
  expect(found(join(base, "deep", "below"))).toEqual(["ok plugin: pulumi-resource-rollcall in /node_modules/rollcall/bin"]);
});

test.each(["path/pulumi-resource-rollcall", "pulumi/plugins/resource-rollcall-v0.1.0/pulumi-resource-rollcall"])(
  "a program in Python that names none finds it as %s",
  (file) => {
    write("Pulumi.yaml", "name: people\nruntime: { name: python, options: { virtualenv: venv } }\n");
    expect(found()).toEqual([expect.stringMatching(/^warn plugin: a program in python needs the plugin/)]);
    write(file);
    expect(found()).toEqual([`ok plugin: pulumi-resource-rollcall in /${dirname(file)}`]);
  },
);

test("a program of dynamic resources, a broken project file and no project at all need none", () => {
  expect(found()).toEqual([]);
  write("Pulumi.yaml", "name: people\nruntime: nodejs\n");
  expect(found()).toEqual([]);
  write("Pulumi.yaml", "name: [people\n");
  expect(found()).toEqual([]);
});

test("a program for the plugin needs no package of Rollcall's but the generated one", () => {
  write("Pulumi.yaml", `name: people\nruntime: nodejs${NAMED}`);
  write("node_modules/@pulumi/pulumi/package.json", '{ "name": "@pulumi/pulumi", "version": "1.0.0" }');
  expect(checkPackages(base).map(({ check, level }) => `${level} ${check}`)).toEqual(["ok packages:pulumi"]);
});
