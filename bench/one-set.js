"use strict";
// One process of the provider, without the engine: `node one-set.js <people> <operation> …` in a folder that keeps state from one to the next.
const fs = require("node:fs");
const { say } = require("../scripts/setup/progress");

/** @typedef {Record<string, unknown>} Properties */
/** @typedef {{ id: string, outs: Properties, inputs: Properties }} Kept */

const STATE = "set.json";

/**
 * What a program declares, as the engine hands it to the provider; the first of each hundred with another address when `changed`.
 * @param {number} people
 * @param {boolean} changed
 */
function declared(people, changed) {
  const users = Object.fromEntries(
    Array.from({ length: people }, (_, index) => {
      const name = `user_${String(index).padStart(6, "0")}`;
      const email = `${name}@example.${changed && index % 100 === 0 ? "org" : "com"}`;
      return [name, JSON.stringify({ email, groupIdList: ["ug-design"], orgId: "org-design", phone: "13800138000", realNickName: name })];
    }),
  );
  return { users, __form: 1 };
}

/**
 * @param {number} people
 * @param {any} set the provider of the directory's sets
 * @returns {Record<string, () => Promise<unknown>>}
 */
function operations(people, set) {
  const kept = () => /** @type {Kept} */ (JSON.parse(fs.readFileSync(STATE, "utf8")));
  const keep = (/** @type {Kept} */ state) => fs.writeFileSync(STATE, JSON.stringify(state));
  return {
    async check() {
      await set.check({}, declared(people, false));
    },
    async create() {
      const { inputs } = await set.check({}, declared(people, false));
      keep({ ...(await set.create(inputs)), inputs });
    },
    async preview() {
      const { id, outs } = kept();
      await set.diff(id, outs, declared(people, false));
    },
    async refresh() {
      const { id, outs } = kept();
      await set.read(id, outs);
    },
    async change() {
      const { id, outs, inputs } = kept();
      const { outs: after } = await set.update(id, outs, declared(people, true));
      keep({ id, outs: after, inputs });
    },
    async delete() {
      const { id, outs } = kept();
      await set.delete(id, outs);
    },
  };
}

async function main() {
  const [people = "", operation = ""] = process.argv.slice(2);
  const set = require("../dist/provider")[`${process.env["BENCH_DIRECTORY"] ?? "eds"}Set`];
  await set.configure({ config: { get: () => undefined } });
  const work = operations(Number(people), set)[operation];
  if (work === undefined) throw new Error(`no operation ${operation}`);
  const [started, used] = [process.hrtime.bigint(), process.cpuUsage()];
  await work();
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  const { user, system } = process.cpuUsage(used);
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  say(`  ${operation}: ${seconds.toFixed(1)} s, processor ${((user + system) / 1e6).toFixed(1)} s, peak ${peak} MB`);
}

main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
