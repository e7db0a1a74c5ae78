"use strict";
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { fileURLToPath } = require("node:url");
const { ensurePassphrase, localEnvironment, stackIsLocked } = require("../../../scripts/setup/local-stack");

const CHECKPOINT = ".rollcall/backend/.pulumi/stacks/rollcall-quickstart/local.json";

let root;

function write(name, text = "") {
  const file = path.join(root, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

const passphrase = () => fs.readFileSync(path.join(root, ".rollcall/passphrase"), "utf8");

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), "rollcall stack-"));
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

describe("ensurePassphrase", () => {
  test("generates one that only its owner can read, and keeps it", () => {
    ensurePassphrase(root);
    const first = passphrase();
    expect(first).toMatch(/^[\w-]{32}$/);
    expect(fs.statSync(path.join(root, ".rollcall/passphrase")).mode & 0o777).toBe(0o600);
    ensurePassphrase(root);
    expect(passphrase()).toBe(first);
  });

  test("stops when a state exists that the lost one has encrypted, and leaves everything as it is", () => {
    write(CHECKPOINT, "{}");
    expect(() => ensurePassphrase(root)).toThrow(expect.objectContaining({ remedy: expect.stringContaining("Restore that file") }));
    expect(fs.existsSync(path.join(root, ".rollcall/passphrase"))).toBe(false);
    expect(fs.existsSync(path.join(root, CHECKPOINT))).toBe(true);
  });

  test("moves the settings of a removed stack aside: their salt fits no new passphrase", () => {
    write("Pulumi.local.yaml", "encryptionsalt: v1:old");
    ensurePassphrase(root);
    expect(fs.existsSync(path.join(root, "Pulumi.local.yaml"))).toBe(false);
    expect(fs.readFileSync(path.join(root, ".rollcall/Pulumi.local.yaml.old"), "utf8")).toContain("v1:old");
  });
});

test("localEnvironment uses the project's own state whatever the person is logged in to", () => {
  const env = localEnvironment(root, "/engine:/usr/bin", {
    HOME: "/home/me",
    PULUMI_BACKEND_URL: "s3://team",
    PULUMI_CONFIG_PASSPHRASE: "theirs",
    PULUMI_STACK: "prod",
  });
  expect(env).toMatchObject({ HOME: "/home/me", PATH: "/engine:/usr/bin", PULUMI_SKIP_UPDATE_CHECK: "true" });
  expect(fileURLToPath(env.PULUMI_BACKEND_URL)).toBe(path.join(root, ".rollcall/backend"));
  expect(env.PULUMI_CONFIG_PASSPHRASE_FILE).toBe(path.join(root, ".rollcall/passphrase"));
  expect(env).not.toHaveProperty("PULUMI_CONFIG_PASSPHRASE");
  expect(env).not.toHaveProperty("PULUMI_STACK");
});

test("stackIsLocked sees a lock file of any run", () => {
  expect(stackIsLocked(root)).toBe(false);
  write(".rollcall/backend/.pulumi/locks/organization/rollcall-quickstart/local/0f3c.json", "{}");
  expect(stackIsLocked(root)).toBe(true);
});
