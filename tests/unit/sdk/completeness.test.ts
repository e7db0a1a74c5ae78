import { Module } from "node:module";
import * as pulumi from "@pulumi/pulumi";
import { directories } from "../../../provider/directories";
import { Account, eds, Roster } from "../../../sdk";
import { Completeness } from "../../../sdk/lib/gate/completeness";
import { type DeclaredUser, stayers } from "../../../sdk/lib/gate/departures";
import { program } from "../../../sdk/lib/gate/program";
import { uncalledExport } from "../../../sdk/lib/run/unfinished";
import type { ManagedUser } from "../../../sdk/lib/run/managed-users";

const kind = directories.eds.kinds.User;
const then = (key: string, more: Partial<ManagedUser> = {}): ManagedUser => ({ kind, resource: key, key, declared: {}, ...more });
const now = (resource: string): DeclaredUser => ({ kind, resource, aliases: [], fields: { endUserId: resource } });

function objection(completeness: Completeness, before: readonly ManagedUser[], declared: readonly DeclaredUser[]): string | undefined {
  return completeness.objection(before, () => stayers(before, declared));
}

describe("a program that may not have declared everybody", () => {
  const refused = (...texts: string[]) => {
    const completeness = new Completeness();
    for (const text of texts) completeness.noteRefused(text);
    return completeness;
  };
  const unfinished = new Completeness();
  unfinished.noteUnfinished();
  const uncalled = new Completeness();
  uncalled.noteUncalled("default");

  test.each([
    ["after a refusal", refused("x is wrong"), /: 1 declaration was refused, and the program goes on without it, /],
    ["after several", refused("x is wrong", "y"), /: 2 declarations were refused, and the program goes on without them, /],
    ["that waits for what never comes", unfinished, /: the program has not come to its end, .*\n {2}ann\n {2}Look for a promise/],
    [
      "that exports a function nobody calls",
      uncalled,
      /: the program declares nobody, and Pulumi does not call the function that it exports as "default", .*\n {2}ann\n {2}Call it/,
    ],
  ])("%s ends nobody", (_what, completeness, text) => {
    expect(objection(completeness, [then("ann"), then("bob")], [now("bob")])).toMatch(text);
    expect(objection(completeness, [then("bob")], [now("bob"), now("new")])).toBeUndefined();
    expect(objection(completeness, [then("ann", { declared: { onDelete: "retain" } })], [])).toBeUndefined();
  });

  test("shows the file of a roster and its first problem, and nobody by a key that is secret", () => {
    const text = objection(
      refused("people.csv has 2 problems:\n  people.csv:3:1 a\n  b"),
      [then("s3cret", { resource: "ann", hidden: true })],
      [],
    );
    expect(text).toContain("\n  ann\n  Correct what was refused: people.csv has 2 problems: people.csv:3:1 a\n");
    expect(text).not.toContain("s3cret");
  });

  test("is none when nothing was refused", () => {
    expect(objection(new Completeness(), [then("ann")], [])).toBeUndefined();
  });
});

test.each<[string, string, Readonly<Record<string, unknown>>, string | undefined]>([
  ["a function beside other exports", "/p/index.js", { region: "x", main: () => 1 }, "main"],
  ["a default export of CommonJS", "/p/index.ts", { default: async () => undefined }, "default"],
  ["a class", "/p/index.js", { Team: class {} }, "Team"],
  ["nothing of values", "/p/index.js", { table: {}, text: "", list: [], none: null }, undefined],
  ["nothing of a package", "/p/node_modules/x/index.js", { main: () => 1 }, undefined],
])("tells %s that Pulumi does not call", (_what, filename, exported, name) => {
  const outputs = Object.fromEntries(Object.entries(exported).map(([key, value]) => [key, typeof value === "function" ? {} : value]));
  const module = Object.assign(new Module(filename), { filename, exports: exported });
  expect(uncalledExport(outputs, { [filename]: module, gone: undefined })).toBe(name);
  expect(uncalledExport(undefined, { [filename]: module })).toBeUndefined();
});

test.each<[string, () => unknown]>([
  ["user", () => Reflect.construct(eds.User, ["ann", null])],
  ["group", () => Reflect.construct(eds.Group, ["crew", 7])],
  ["set", () => Reflect.construct(eds.UserSet, ["staff", { users: { ann: 7 } }])],
  ["roster", () => new Roster("staff", { file: "no-such-file.csv", directory: "eds" })],
  ["roster that is called wrongly", () => Reflect.construct(Roster, ["staff", {}])],
  ["account", () => Reflect.construct(Account, ["north", { nonsense: 1 }])],
])("the program learns that a %s was refused", async (_what, declare) => {
  await pulumi.runtime.setMocks({ newResource: ({ name }) => ({ id: name, state: {} }), call: () => ({}) });
  const noted = jest.spyOn(Completeness.prototype, "noteRefused");
  program();
  expect(declare).toThrow();
  expect(noted).toHaveBeenCalledTimes(1);
  noted.mockRestore();
});
