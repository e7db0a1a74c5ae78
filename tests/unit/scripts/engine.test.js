"use strict";
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { engineFolder, engineHome, publishOnce } = require("../../../scripts/setup/engine/cache");
const { ensureEngine } = require("../../../scripts/setup/engine/engine");
const { findInstalledEngine } = require("../../../scripts/setup/engine/installed");
const { findOnPath, prependFolders } = require("../../../scripts/setup/engine/search-path");

let folder;

/** Makes an executable shell script and returns its folder. */
function executable(name, body) {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  return path.dirname(file);
}

beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "rollcall-engine-")));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

describe("search path", () => {
  test("finds the first executable and passes over plain files", () => {
    fs.mkdirSync(path.join(folder, "plain"));
    fs.writeFileSync(path.join(folder, "plain", "tool"), "", { mode: 0o644 });
    const first = executable("first/tool", "exit 0");
    const second = executable("second/tool", "exit 0");
    expect(findOnPath("tool", ["", path.join(folder, "plain"), first, second].join(path.delimiter))).toBe(path.join(first, "tool"));
    expect(findOnPath("other", first)).toBeUndefined();
  });

  test("puts folders in front, each once, in order", () => {
    const joined = prependFolders(["/engine", "/sdk"], ["/usr/bin", "/sdk", "/bin"].join(path.delimiter));
    expect(joined.split(path.delimiter)).toEqual(["/engine", "/sdk", "/usr/bin", "/bin"]);
  });
});

describe("engine on PATH", () => {
  test("is used when new enough, with its folder", async () => {
    const bin = executable("bin/pulumi", "echo v3.216.0");
    executable("bin/pulumi-language-nodejs", "exit 0");
    expect(await findInstalledEngine(bin)).toEqual({ folders: [bin], version: "3.216.0" });
  });

  test("is used through a link, with the folder its language host is in", async () => {
    const real = executable("cellar/pulumi", "echo 3.258.0");
    executable("cellar/pulumi-language-nodejs", "exit 0");
    const linked = path.join(folder, "links");
    fs.mkdirSync(linked);
    fs.symlinkSync(path.join(real, "pulumi"), path.join(linked, "pulumi"));
    expect(await findInstalledEngine(linked)).toEqual({ folders: [linked, real], version: "3.258.0" });
  });

  test("is passed over when it cannot run Node programs", async () => {
    expect(await findInstalledEngine(executable("bin/pulumi", "echo v3.258.0"))).toBeUndefined();
  });

  test("is absent", async () => {
    expect(await findInstalledEngine(folder)).toBeUndefined();
  });

  test("stops set-up when too old, naming both versions, the file and the remedy", async () => {
    const bin = executable("bin/pulumi", "echo v3.215.0");
    await expect(findInstalledEngine(bin)).rejects.toMatchObject({
      message: `The Pulumi engine on PATH (${bin}/pulumi) is 3.215.0; Rollcall needs 3.216.0 or newer.`,
      remedy: expect.stringMatching(/Upgrade it .*ROLLCALL_ENGINE=own/),
    });
  });

  test("stops set-up when it does not run, showing what it said", async () => {
    const bin = executable("bin/pulumi", "echo wrong architecture >&2; exit 2");
    await expect(findInstalledEngine(bin)).rejects.toMatchObject({
      message: expect.stringContaining("does not say its version"),
      detail: expect.stringContaining("wrong architecture"),
    });
  });
});

describe("ensureEngine", () => {
  test("prefers the one on PATH to the one kept", async () => {
    const bin = executable("bin/pulumi", "echo v3.300.1");
    executable("bin/pulumi-language-nodejs", "exit 0");
    const engine = await ensureEngine({ PATH: bin, ROLLCALL_ENGINE_HOME: path.join(folder, "kept") });
    expect(engine).toMatchObject({ pulumi: path.join(bin, "pulumi"), version: "3.300.1" });
  });

  test("uses the one kept, and puts it and the SDK's dynamic provider host in front of PATH", async () => {
    const env = { PATH: "/usr/bin", ROLLCALL_ENGINE_HOME: path.join(folder, "kept") };
    const bin = path.join(engineFolder(env), "bin");
    executable(path.relative(folder, path.join(bin, "pulumi")), "exit 0");
    const engine = await ensureEngine(env);
    expect(engine.pulumi).toBe(path.join(bin, "pulumi"));
    const [first, second, third] = engine.path.split(path.delimiter);
    expect(first).toBe(bin);
    expect(fs.existsSync(path.join(second, "pulumi-resource-pulumi-nodejs"))).toBe(true);
    expect(third).toBe(path.dirname(process.execPath));
  });

  test("passes over the one on PATH on request, even a too old one", async () => {
    const old = executable("bin/pulumi", "echo v3.1.0");
    const env = { PATH: old, ROLLCALL_ENGINE: "own", ROLLCALL_ENGINE_HOME: path.join(folder, "kept") };
    const bin = path.join(engineFolder(env), "bin");
    executable(path.relative(folder, path.join(bin, "pulumi")), "exit 0");
    expect((await ensureEngine(env)).pulumi).toBe(path.join(bin, "pulumi"));
  });
});

describe("without any engine", () => {
  const env = () => ({ PATH: "", ROLLCALL_ENGINE_HOME: path.join(folder, "kept") });
  const install = jest.fn(async (draft) => {
    fs.writeFileSync(path.join(draft, "bin", "pulumi"), "", { mode: 0o755 });
    return undefined;
  });
  const cannot = (reason) => jest.fn(async () => reason);

  test("the first means that works is the last one tried, and its engine is kept", async () => {
    const never = cannot("unused");
    const engine = await ensureEngine(env(), [cannot("no network"), install, never]);
    expect(engine.pulumi).toBe(path.join(engineFolder(env()), "bin", "pulumi"));
    expect(never).not.toHaveBeenCalled();
    await ensureEngine(env(), [never]);
    expect(never).not.toHaveBeenCalled();
  });

  test("one error says why each means failed and names both remedies", async () => {
    const attempt = ensureEngine(env(), [cannot("https://get.pulumi.com is not reachable"), cannot("Go is not installed")]);
    await expect(attempt).rejects.toMatchObject({
      message: "There is no Pulumi engine here: none is on PATH; https://get.pulumi.com is not reachable; Go is not installed.",
      remedy: expect.stringMatching(/install the Pulumi CLI 3\.216\.0[^]*install Go 1\.25/),
    });
    expect(fs.existsSync(engineFolder(env()))).toBe(false);
  });
});

describe("engine kept outside the clone", () => {
  test("lives where the person says, else in the cache folder", () => {
    expect(engineHome({ ROLLCALL_ENGINE_HOME: "/srv/engines", XDG_CACHE_HOME: "/x" })).toBe("/srv/engines");
    expect(engineHome({ XDG_CACHE_HOME: "/x" })).toBe(path.join("/x", "rollcall"));
    expect(engineHome({})).toBe(path.join(os.homedir(), ".cache", "rollcall"));
  });

  test("is made once when two set-ups want it", async () => {
    const target = path.join(folder, "kept", "engine");
    let made = 0;
    const fill = async (draft) => {
      made += 1;
      fs.writeFileSync(path.join(draft, "bin", "pulumi"), "");
    };
    await Promise.all([publishOnce(target, fill), publishOnce(target, fill)]);
    expect(made).toBe(1);
    expect(fs.readdirSync(path.dirname(target))).toEqual(["engine"]);
  });

  test("is not there after a failure, and the next attempt starts clean", async () => {
    const target = path.join(folder, "engine");
    const fail = async (draft) => {
      fs.writeFileSync(path.join(draft, "half"), "");
      throw new Error("interrupted");
    };
    await expect(publishOnce(target, fail)).rejects.toThrow("interrupted");
    expect(fs.existsSync(target)).toBe(false);
    await publishOnce(target, async () => undefined);
    expect(fs.readdirSync(target)).toEqual(["bin"]);
  });

  test("is made although a killed set-up left its lock", async () => {
    const target = path.join(folder, "engine");
    const gone = require("node:child_process").spawnSync(process.execPath, ["-e", ""]).pid;
    fs.writeFileSync(`${target}.lock`, String(gone));
    await publishOnce(target, async () => undefined);
    expect(fs.existsSync(target)).toBe(true);
  });
});
