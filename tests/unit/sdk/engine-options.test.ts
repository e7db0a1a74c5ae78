import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { readEngineOptions } from "../../../sdk/lib/gate/engine-options";

const ALICE = "urn:pulumi:dev::staff::pulumi-nodejs:dynamic/rollcall/eds:User::alice";
const STATE = JSON.stringify({ deployment: { resources: [{ urn: ALICE, retainOnDelete: true }] } });
const path = process.env["PATH"] ?? "";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "rollcall-engine-"))));
afterEach(() => {
  process.env["PATH"] = path;
  rmSync(folder, { recursive: true });
});

/** Puts a command on PATH that answers so, one answer after the other; the last one goes on. */
function engine(...answers: readonly string[]): () => number {
  const asked = join(folder, "asked");
  writeFileSync(asked, "");
  for (const [index, answer] of answers.entries()) writeFileSync(join(folder, `answer-${Math.min(index, answers.length - 1)}`), answer);
  const lines = [
    "#!/bin/sh",
    `printf x >> ${asked}`,
    `turn=$(($(wc -c < ${asked}) - 1))`,
    `[ $turn -lt ${answers.length} ] || turn=${answers.length - 1}`,
    `cat ${folder}/answer-$turn`,
    `cat ${folder}/answer-$turn >&2`,
    `grep -q '^{' ${folder}/answer-$turn`,
  ];
  writeFileSync(join(folder, "pulumi"), `${lines.join("\n")}\n`);
  chmodSync(join(folder, "pulumi"), 0o755);
  process.env["PATH"] = `${folder}${delimiter}${path}`;
  return () => readFileSync(asked, "utf8").length;
}

test.each([
  ["that answers", [STATE], 1],
  ["that found half a file and failed", ["", "", STATE], 3],
  ["that wrote half a state", [STATE.slice(0, 20), STATE], 2],
])("an engine %s is asked until it tells", (_, answers, times) => {
  const asked = engine(...answers);
  expect([...(readEngineOptions("dev")?.retained ?? [])]).toEqual([ALICE]);
  expect(asked()).toBe(times);
});

test("one that never answers is given up, and one that is not there is not asked again", () => {
  const asked = engine("");
  expect(readEngineOptions("dev")).toBeUndefined();
  expect(asked()).toBe(4);
  const without = engine("error: no stack named 'dev' found");
  expect(readEngineOptions("dev")).toBeUndefined();
  expect(without()).toBe(1);
  process.env["PATH"] = join(folder, "nothing");
  expect(readEngineOptions("dev")).toBeUndefined();
});
