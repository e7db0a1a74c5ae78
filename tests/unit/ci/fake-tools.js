"use strict";
// Stands in for gh, glab, pulumi and npx on PATH: `node fake-tools.js TOOL ARGS…`. Keeps its world in the JSON file FAKE_WORLD,
// and answers only what it knows, so that a script that asks for anything else fails.
const fs = require("node:fs");
const path = require("node:path");

const [tool, ...args] = process.argv.slice(2);
const world = JSON.parse(fs.readFileSync(process.env.FAKE_WORLD, "utf8"));
world.calls.push([tool, ...args].join(" "));

/** @param {string} name */
const flag = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
/** @param {string} kind @param {string} name the value of `--field name=…`; `@file` reads a file */
const field = (kind, name) => {
  const given = args.find((arg, index) => args[index - 1] === kind && arg.startsWith(`${name}=`))?.slice(name.length + 1);
  return kind === "--field" && given?.startsWith("@") ? fs.readFileSync(given.slice(1), "utf8") : given;
};
const text = (name) => field("--field", name) ?? field("--raw-field", name);

function end(output = "", code = 0) {
  fs.writeFileSync(process.env.FAKE_WORLD, JSON.stringify(world));
  process.stdout.write(output);
  process.exit(code);
}

/** The jq filters that the scripts use. */
const JQ = {
  ".[]": (items) => items,
  '.[] | select(.user.type == "Bot")': (items) => items.filter(({ user }) => user.type === "Bot"),
  "[.[] | select(.merged_at != null)][0].head.sha // empty": (pulls) =>
    pulls
      .filter(({ merged_at }) => merged_at !== null)
      .slice(0, 1)
      .map(({ head }) => head.sha),
  ".[0].databaseId // empty": (runs) => runs.slice(0, 1).map(({ databaseId }) => databaseId),
};

function answer(items) {
  const filter = flag("--jq");
  const chosen = filter === undefined ? items : JQ[filter](items);
  end(chosen.map((item) => `${typeof item === "object" ? JSON.stringify(item) : item}\n`).join(""));
}

function add(list, item) {
  list.push({ id: 100 + world.calls.length, ...item });
  end();
}

function change(list, key, id, values) {
  const item = list.find((one) => String(one[key]) === id);
  if (item === undefined) end("404\n", 1);
  Object.assign(item, values);
  end();
}

function api() {
  const url = args.find((arg) => /^(repos|projects)\//.test(arg)) ?? "";
  const route = `${flag("--method") ?? "GET"} ${url.replace(/\?.*/, "")}`;
  const last = route.split("/").at(-1);
  const body = text("body");
  if (route === "GET repos/acme/users/issues/7/comments" || route === "GET projects/42/merge_requests/7/notes") answer(world.comments);
  if (route === "POST repos/acme/users/issues/7/comments" || route === "POST projects/42/merge_requests/7/notes")
    add(world.comments, { body, user: { type: "Bot" } });
  if (/^PATCH repos\/acme\/users\/issues\/comments\/\d+$/.test(route) || /^PUT projects\/42\/merge_requests\/7\/notes\/\d+$/.test(route))
    change(world.comments, "id", last, { body });
  if (route === "GET repos/acme/users/issues" || route === "GET projects/42/issues")
    answer(world.issues.filter(({ state }) => state === "open"));
  if (route === "POST projects/42/issues")
    add(world.issues, { iid: 5, state: "open", title: text("title"), description: text("description"), labels: text("labels") });
  if (/^POST projects\/42\/issues\/\d+\/notes$/.test(route)) add(world.notes, { body });
  if (/^PUT projects\/42\/issues\/\d+$/.test(route))
    change(world.issues, "iid", last, text("state_event") === "close" ? { state: "closed" } : { description: text("description") });
  if (/^GET repos\/acme\/users\/commits\/\w+\/pulls$/.test(route)) answer(world.pulls);
  if (/^GET projects\/42\/repository\/commits\/\w+\/merge_requests$/.test(route)) answer(world.pulls);
  if (route === "GET projects/42/merge_requests/7/pipelines") answer(world.runs);
  if (route === "GET projects/42/pipelines/900/jobs") answer([{ id: 31, name: "rollcall-review" }]);
  const artifact = /^GET projects\/42\/jobs\/31\/artifacts\/\.rollcall-ci\/([\w.]+)$/.exec(route)?.[1];
  if (artifact !== undefined) {
    const file = path.join(process.env.FAKE_ARTIFACT, artifact);
    end(...(fs.existsSync(file) ? [fs.readFileSync(file, "utf8")] : ['{"message":"404 Not Found"}', 1]));
  }
  end(`unknown route ${route}\n`, 1);
}

function gh() {
  const [verb, noun, id] = [args[0], args[1], args[2]];
  const file = flag("--body-file");
  const body = file === undefined ? undefined : fs.readFileSync(file, "utf8");
  if (verb === "label" && noun === "create") end();
  if (verb === "issue" && noun === "create")
    add(world.issues, { number: 5, state: "open", title: flag("--title"), body, labels: flag("--label") });
  if (verb === "issue" && noun === "edit") change(world.issues, "number", id, { body });
  if (verb === "issue" && noun === "close") {
    world.notes.push({ body: flag("--comment") });
    change(world.issues, "number", id, { state: "closed" });
  }
  if (verb === "run" && noun === "list")
    answer(
      flag("--status") === "success" && flag("--event") === "pull_request" ? world.runs.filter(({ sha }) => sha === flag("--commit")) : [],
    );
  if (verb === "run" && noun === "download") {
    fs.cpSync(process.env.FAKE_ARTIFACT, flag("--dir"), { recursive: true });
    end();
  }
  end("unknown command\n", 1);
}

if (tool === "npx") {
  const out = flag("--out");
  const { code, report } = world.rollcall;
  if (args.includes("review")) world.reviewed = fs.readFileSync(args[args.indexOf("review") + 1], "utf8");
  if (report !== undefined) fs.writeFileSync(out, report);
  end("", code);
}
if (tool === "pulumi") {
  const { code, stopped } = world.pulumi;
  if (stopped !== undefined && process.env.ROLLCALL_ALLOW_DELETES !== stopped)
    end(`{"diagnostics":[{"message":"If this is meant, run once with ROLLCALL_ALLOW_DELETES=${stopped}."}]}`, 255);
  if (flag("--save-plan") !== undefined) fs.writeFileSync(flag("--save-plan"), "{}");
  end(args[0] === "preview" ? '{"steps":[]}' : "", code);
}
if (args[0] === "api") api();
gh();
