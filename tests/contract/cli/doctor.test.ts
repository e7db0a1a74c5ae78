import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jsonOf, textOf } from "../../../cli/doctor/answer";
import { exitCodeFor, fail } from "../../../cli/doctor/finding";
import { type DoctorOptions, runDoctor } from "../../../cli/doctor/run-doctor";
import { startEmulator, type RunningEmulator } from "../../../emulator";
import { type DirectoryName, directories } from "../../../provider/directories";

const NAMES = Object.keys(directories) as readonly DirectoryName[];
/** What each directory keeps beside users. */
const NAMED: Readonly<Record<DirectoryName, readonly string[]>> = {
  eds: ["groups", "organisations"],
  eiam: ["groups", "units"],
  workspace: ["groups"],
  cloudidentity: ["groups"],
};
/** Calls that list users. */
const READS = ["eds:DescribeUsers", "eiam:ListUsers", "workspace:GET /v2/*/users", "cloudidentity:ListUsers"];
let emulator: RunningEmulator;
let folder: string;
beforeEach(async () => {
  emulator = await startEmulator({ seed: 1 });
  folder = mkdtempSync(join(tmpdir(), "rollcall-doctor-"));
});
afterEach(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true });
});

async function examine(settings: Readonly<Record<string, string>> = {}, options: Partial<DoctorOptions> = {}) {
  const config = new Map(
    Object.entries({
      target: "emulator",
      accessKeyId: emulator.accessKeyId,
      accessKeySecret: emulator.accessKeySecret,
      instanceId: emulator.eiam.instanceId,
      projectId: emulator.workspace.projectId,
      ...Object.fromEntries(NAMES.map((name) => [`${name}Endpoint`, emulator.endpoint])),
      ...settings,
    })
      .filter(([, value]) => value !== "")
      .map(([key, value]) => [`rollcall:${key}`, value]),
  );
  const findings = await runDoctor({
    chosen: [],
    package: { version: "1.0.0", node: "20", pulumi: "3.216.0" },
    nodeVersion: "v22.1.0",
    engine: () => Promise.resolve({ code: 0, stdout: "v3.258.0\n", stderr: "" }),
    config: () => Promise.resolve(config),
    environment: {},
    folder,
    say: () => undefined,
    ...options,
  });
  for (const text of [textOf(findings, false), JSON.stringify(jsonOf(findings))]) expect(text).not.toContain(emulator.accessKeySecret);
  for (const { level, remedy } of findings) expect([level, level === "ok" || remedy !== undefined]).toEqual([level, true]);
  const of = (check: string) => findings.find((finding) => finding.check === check);
  return { findings, of, code: exitCodeFor(findings), failing: findings.filter(({ level }) => level === "fail").map(({ check }) => check) };
}

test("what a cloud or a proxy answers has no effect on a terminal", () => {
  expect(textOf([fail("eds:permission", "EDS failed: \u001b[2Jno\nok    eds:permission", "Ask.")], false)).toBe(
    "fail  eds:permission         EDS failed: <U+001B>[2Jno<U+000A>ok    eds:permission\n      Ask.\n",
  );
});

test("a healthy set-up has every line ok, and of each kind of each directory one page was read", async () => {
  const { findings, code } = await examine();
  expect(findings.filter(({ level }) => level !== "ok")).toEqual([]);
  expect(code).toBe(0);
  expect(findings.map(({ check }) => check)).toEqual([
    "node",
    "engine",
    "target",
    ...NAMES.flatMap((name) => ["account", "endpoint", "clock", "permission", ...NAMED[name]].map((what) => `${name}:${what}`)),
  ]);
});

test("a wrong key is a matter of credentials", async () => {
  const { of, code, failing } = await examine({ accessKeySecret: "not-the-secret" }, { chosen: ["eds", "cloudidentity"] });
  expect(failing).toEqual(["eds:permission", "cloudidentity:permission"]);
  const refusal = of("eds:permission");
  expect([code, refusal?.found]).toEqual([3, expect.stringContaining("the settings rollcall:accessKeyId and rollcall:accessKeySecret")]);
  expect(refusal?.remedy).toContain("Check the keys in the source that the message names");
});

test("keys that may not list groups are a warning: people alone need none", async () => {
  await fetch(`${emulator.endpoint}/_rollcall/faults`, { method: "POST", body: "eds:DescribeGroups forbidden" });
  const { of, code } = await examine({}, { chosen: ["eds"] });
  expect([code, of("eds:permission")?.level, of("eds:organisations")?.level]).toEqual([0, "ok", "ok"]);
  expect(of("eds:groups")).toMatchObject({
    level: "warn",
    found: expect.stringMatching(/^groups cannot be listed: /),
    remedy: expect.stringContaining("Programs that neither manage nor name groups do not need it."),
  });
});

test.each(["html", "html status=200", "empty", "truncated", "stranger", "server-error", "lost-request"])(
  "a service that answers %s is told of in one line, within seconds",
  async (fault) => {
    await fetch(`${emulator.endpoint}/_rollcall/faults`, { method: "POST", body: READS.map((read) => `"${read}" ${fault}`).join("\n") });
    const since = Date.now();
    const { of, failing } = await examine({});
    expect(Date.now() - since).toBeLessThan(15_000);
    expect(failing).toEqual(NAMES.map((name) => `${name}:permission`));
    for (const name of NAMES) expect(of(`${name}:permission`)?.found).toMatch(/Given up after 3 attempts$/);
  },
);

test("an unreachable endpoint is told before any key is sent", async () => {
  const gone = await startEmulator();
  await gone.close();
  const { of, code, failing } = await examine({ edsEndpoint: gone.endpoint }, { chosen: ["eds"] });
  expect(failing).toEqual(["eds:endpoint"]);
  expect([code, of("eds:endpoint")?.found, of("eds:permission")]).toEqual([
    1,
    expect.stringMatching(/^no connection to 127\.0\.0\.1:\d+ \(ECONNREFUSED\)$/),
    undefined,
  ]);
});

test("a service whose clock refuses signatures says so", async () => {
  await fetch(`${emulator.endpoint}/_rollcall/faults`, { method: "POST", body: "eds:* clock-skew ms=1800000" });
  const { of, code } = await examine({}, { chosen: ["eds"] });
  expect([code, of("eds:permission")?.remedy]).toEqual([3, expect.stringMatching(/clock/)]);
});

test.each([
  ["ok", 5_000, "clocks agree"],
  ["warn", 120_000, "this machine's clock is 120 s ahead"],
  ["warn", -120_000, "this machine's clock is 120 s behind"],
  ["fail", 1_200_000, "this machine's clock is 1200 s ahead: signatures are refused from 15 minutes on"],
])("the Date header is compared with this machine's clock: %s for %i ms", async (level, skew, found) => {
  const now = Date.parse("2025-01-01T00:00:00Z");
  const network = {
    fetch: () => Promise.resolve(new Response("{}", { headers: { date: new Date(now - skew).toUTCString() } })),
    now: () => now,
  };
  const { of } = await examine({}, { chosen: ["eds"], network });
  expect(of("eds:clock")).toMatchObject({ level, found });
});

test("a missing project or instance names its setting", async () => {
  const workspace = await examine({ projectId: "" }, { chosen: ["workspace"] });
  expect([workspace.code, workspace.of("workspace:permission")?.remedy]).toEqual([
    2,
    expect.stringContaining("HUAWEICLOUD_SDK_PROJECT_ID"),
  ]);
  const eiam = await examine({ instanceId: "" }, { chosen: ["eiam"] });
  expect([eiam.code, eiam.of("eiam:permission")]).toEqual([
    0,
    expect.objectContaining({ level: "warn", remedy: expect.stringContaining("rollcall:instanceId") }),
  ]);
});

test("without a target nothing is asked", async () => {
  const { code, failing, findings } = await examine({ target: "" });
  expect([code, failing, findings.at(-1)?.check]).toEqual([2, ["target"], "target"]);
  expect(await (await fetch(`${emulator.endpoint}/_rollcall/calls`)).json()).toEqual({});
});

test("without credentials only what is asked for fails, naming the variables", async () => {
  const none = { target: "cloud", accessKeyId: "", accessKeySecret: "" };
  expect(await examine(none)).toMatchObject({ code: 0, failing: [] });
  const { code, of } = await examine(none, { chosen: ["workspace"] });
  expect([code, of("workspace:account")?.remedy]).toEqual([2, expect.stringContaining("HUAWEICLOUD_SDK_AK")]);
});

test("old or missing tools are told, and the rest is still looked at", async () => {
  const old = await examine({}, { nodeVersion: "v18.20.1", engine: () => Promise.resolve({ code: 0, stdout: "v3.99.0", stderr: "" }) });
  expect([old.of("node")?.found, old.of("engine")?.found, old.code]).toEqual(["Node 18.20.1 is too old", "Pulumi 3.99.0 is too old", 1]);
  const none = await examine({}, { engine: () => Promise.reject(new Error("not on PATH")), environment: { ROLLCALL_TARGET: "emulator" } });
  expect([none.of("engine")?.level, none.of("configuration")?.level, none.of("target")?.level]).toEqual(["fail", "warn", "ok"]);
});

describe("the embedded emulator's data file", () => {
  const embedded = Object.fromEntries(NAMES.map((name) => [`${name}Endpoint`, ""]));

  test("is not made by looking", async () => {
    expect((await examine(embedded)).of("data-file")).toMatchObject({ level: "ok", found: expect.stringContaining("none yet") });
    expect(readdirSync(folder)).toEqual([]);
  });

  test("is told when it cannot be used", async () => {
    mkdirSync(join(folder, ".rollcall"));
    writeFileSync(join(folder, ".rollcall/emulator.jsonl"), "dear diary\n");
    const { of, code } = await examine(embedded);
    expect([code, of("data-file")?.found]).toEqual([2, expect.stringContaining("not a Rollcall emulator data file")]);
  });
});
