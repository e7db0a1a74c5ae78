import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { packageVersion } from "../../plugin/written-schema";
import { EngineProject, ExternalEmulator, repository, StartedPlugin } from "./harness";

const COMMAND = [process.execPath, join(repository, "bin", "pulumi-resource-rollcall")];
const version = packageVersion();
const alice = { type: "eds:User", name: "alice" };
const person = { endUserId: "alice", email: "alice@example.com" };

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "rollcall-plugin-")));
  writeFileSync(join(folder, "Pulumi.yaml"), "name: people\nruntime: yaml\n");
});
afterEach(async () => {
  await StartedPlugin.killAll();
  rmSync(folder, { recursive: true, force: true });
});

/** What a process that nobody has configured says of itself. */
async function introduction({ client }: StartedPlugin): Promise<{ readonly version: string; readonly schema: string }> {
  const info = await new Promise<PluginInfo>((resolve, reject) =>
    client.getPluginInfo(new Empty(), (error, answer) => (error === null ? resolve(answer) : reject(error))),
  );
  const schema = await new Promise<messages.GetSchemaResponse>((resolve, reject) =>
    client.getSchema(new messages.GetSchemaRequest(), (error, answer) => (error === null ? resolve(answer) : reject(error))),
  );
  return { version: info.getVersion(), schema: schema.getSchema() };
}

/** The engine leaves out of a schema what says nothing. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== "object" || value === null) return value;
  const isEmpty = (inner: unknown): boolean => typeof inner === "object" && inner !== null && Object.keys(inner).length === 0;
  return Object.fromEntries(Object.entries(value).flatMap(([name, inner]) => (isEmpty(inner) ? [] : [[name, withoutEmpty(inner)]])));
}

test("the plugin says its port, and ends by itself when the engine that holds its stdin is gone", async () => {
  const plugin = await StartedPlugin.start(COMMAND, folder);
  expect(await plugin.endOfStdin()).toEqual([0, null]);
});

test("two processes of one run, as for two accounts of a program, do not end what the other has", async () => {
  const emulator = await ExternalEmulator.start();
  const start = async (options: readonly string[] = []): Promise<StartedPlugin> => {
    const plugin = await StartedPlugin.start([...COMMAND, ...options], folder, emulator.environment());
    await plugin.calls.configure({});
    return plugin;
  };
  // What the engine was told of logs and traces comes before its address, by which they know their run.
  const [first, second] = [await start(), await start(["--logtostderr", "-v=3", "--tracing", "file:/dev/null"])];
  const { id, properties } = await first.calls.create(alice, person);
  await second.calls.delete({ ...alice, name: "as before" }, id, properties);
  expect(await emulator.users("eds")).toHaveLength(1);
  for (const one of [first, second]) await one.endOfStdin();
  const next = await start();
  await next.calls.delete(alice, id, properties);
  expect(await emulator.users("eds")).toEqual([]);
  await next.endOfStdin();
  await emulator.stop();
});

describe("a process that ends in the middle of a creation", () => {
  let emulator: ExternalEmulator;
  beforeEach(async () => (emulator = await ExternalEmulator.start()));
  afterEach(() => emulator.stop());

  /** A creation that the service takes its time over, once the service has begun with it. */
  async function creating(ms: number): Promise<{ readonly plugin: StartedPlugin; readonly created: Promise<{ readonly id: string }> }> {
    await emulator.faults(`eds:CreateUsers slow ms=${ms} first=1`);
    const plugin = await StartedPlugin.start(COMMAND, folder, emulator.environment());
    await plugin.calls.configure({});
    const created = plugin.calls.create(alice, person);
    created.catch(() => undefined);
    while ((await emulator.calls())["eds:CreateUsers"] === undefined) await new Promise((resolve) => setTimeout(resolve, 20));
    return { plugin, created };
  }

  test.each<[string, (plugin: StartedPlugin) => Promise<unknown>]>([
    ["the engine was killed", (plugin) => plugin.endOfStdin()],
    ["its container or its service is stopped", (plugin) => plugin.asked("SIGTERM")],
    ["its terminal is closed", (plugin) => plugin.asked("SIGHUP")],
  ])("because %s lets the call finish, and answers it", async (_why, end) => {
    const { plugin, created } = await creating(500);
    const ended = end(plugin);
    expect((await created).id).toBe("alice");
    expect(await ended).toEqual([0, null]);
    expect(await emulator.users("eds")).toHaveLength(1);
  });

  test("because it was killed itself loses nobody: the next one finds the user and makes no second", async () => {
    const { plugin, created } = await creating(500);
    await plugin.kill();
    await expect(created).rejects.toThrow();
    const next = await StartedPlugin.start(COMMAND, folder, emulator.environment());
    await next.calls.configure({});
    expect((await next.calls.create(alice, person)).id).toBe("alice");
    expect(await emulator.users("eds")).toHaveLength(1);
    await next.endOfStdin();
  });
});

/** Packages of an installation that are not of the versions that the lock names. */
function foreignVersions(installation: string): readonly string[] {
  const versionIn = (file: string): unknown => JSON.parse(readFileSync(file, "utf8")).version;
  const { packages } = JSON.parse(readFileSync(join(repository, "package-lock.json"), "utf8")) as {
    packages: Record<string, { version: string }>;
  };
  const manifests = readdirSync(join(installation, "node_modules"), { recursive: true, encoding: "utf8" }).filter((file) =>
    /(^|\/node_modules\/)(@[^/]+\/)?[^/]+\/package\.json$/.test(file),
  );
  expect(manifests.length).toBeGreaterThan(100);
  return manifests.filter((file) => {
    const place = `node_modules/${file.slice(0, -"/package.json".length)}`;
    return packages[place]?.version !== versionIn(join(installation, "node_modules", file));
  });
}

test("the release archive holds all that the plugin needs: the engine installs it, and it answers", async () => {
  const archives = join(folder, "archives");
  execFileSync(process.execPath, [join(repository, "scripts", "archive.js"), archives], { stdio: "ignore" });
  const archive = join(archives, `pulumi-resource-rollcall-v${version}-linux-amd64.tar.gz`);
  const names = execFileSync("tar", ["-tzf", archive], { encoding: "utf8", maxBuffer: 1 << 28 }).split("\n");
  expect(names).toEqual(
    expect.arrayContaining(["./pulumi-resource-rollcall", "./pulumi-resource-rollcall.cmd", "./bin/schema.json", "./LICENSE"]),
  );
  expect(names.filter((name) => /^\.\/(tests|\.git|\.rollcall|node_modules\/(typescript|jest|eslint))\/|\.env$/.test(name))).toEqual([]);
  for (const platform of ["linux-arm64", "darwin-amd64", "darwin-arm64", "windows-amd64"])
    expect(statSync(archive.replace("linux-amd64", platform)).size).toBe(statSync(archive).size);

  const project = EngineProject.create({ language: "javascript", program: "" });
  try {
    const install = await project.engine("plugin", "install", "resource", "rollcall", version, "--file", archive);
    expect(install).toSucceed();
    // By its bare name, from where the engine has put it.
    const schema = await project.engine("package", "get-schema", "rollcall");
    expect(schema).toSucceed();
    const written: unknown = JSON.parse(readFileSync(join(repository, "bin", "schema.json"), "utf8"));
    expect(withoutEmpty(JSON.parse(schema.stdout))).toEqual(withoutEmpty(written));
  } finally {
    project.remove();
  }

  const unpacked = join(folder, "unpacked");
  mkdirSync(unpacked);
  execFileSync("tar", ["-xzf", archive, "-C", unpacked]);
  const plugin = await StartedPlugin.start([join(unpacked, "pulumi-resource-rollcall")], folder);
  expect(await introduction(plugin)).toMatchObject({ version, schema: expect.stringContaining("rollcall:eds:User") });
  await plugin.endOfStdin();
  expect(foreignVersions(unpacked)).toEqual([]);
  // Components need the SDK, which nobody else brings along.
  expect(existsSync(join(unpacked, "node_modules", "@pulumi", "pulumi", "package.json"))).toBe(true);
});
