import { systemWorld } from "../../../provider/config/credentials/world";
import type { DirectoryName } from "../../../provider/directories";
import { KeyStack } from "./key-stack";

let stack: KeyStack;
afterEach(async () => {
  jest.restoreAllMocks();
  await stack.stop();
});

const NAMES = ["eds", "eiam", "workspace", "cloudidentity"] as const satisfies readonly DirectoryName[];
const letters = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `user${String.fromCharCode(97 + index)}`);

/** How many exchanges of keys the emulator counted. */
async function exchanges(): Promise<number> {
  const counts = Object.entries(await stack.calls()).filter(([call]) => /(sts|iam):(AssumeRole|POST)/.test(call));
  return counts.reduce((sum, [, count]) => sum + count, 0);
}

/** Time that passes without anybody waiting, for the provider as for the cloud. */
function lettingTimePass(): { ms: number } {
  const passed = { ms: 0 };
  const real = Date.now;
  jest.spyOn(Date, "now").mockImplementation(() => real() + passed.ms);
  return passed;
}

test.each(NAMES)("%s: keys that end before their time are replaced in the middle of a run, and nobody is made twice", async (directory) => {
  stack = await KeyStack.start();
  const context = await stack.open(directory, { ...stack.keys, assumeRole: stack.role(directory) });
  await stack.faults(`${directory}:* expired-credentials at=2,5`);
  const people = letters(8);
  for (const name of people) await stack.create(context, name);
  expect(await stack.count(directory)).toBe(people.length);
  expect(await exchanges()).toBe(3);
});

test.each(NAMES)("%s: keys that live for seconds serve a run that takes longer", async (directory) => {
  const passed = lettingTimePass();
  stack = await KeyStack.start({ behaviour: { keyLifetimeSeconds: 2 } });
  const context = await stack.open(directory, { ...stack.keys, assumeRole: stack.role(directory) });
  const people = letters(12);
  for (const name of people) {
    await stack.create(context, name);
    passed.ms += 300;
  }
  expect(await stack.count(directory)).toBe(people.length);
  expect(await exchanges()).toBeGreaterThan(1);
  expect(stack.said.filter((line) => line.includes("failed"))).toEqual([]);
});

test.each(NAMES)("%s: static keys that the cloud calls expired are told with their source, and nobody is made", async (directory) => {
  stack = await KeyStack.start();
  const context = await stack.open(directory, stack.keys);
  await stack.faults(`${directory}:* expired-credentials`);
  await expect(stack.create(context, "usera")).rejects.toMatchObject({
    code: "ERR_AUTH",
    message: expect.stringContaining("The keys are those of the settings rollcall:accessKeyId and rollcall:accessKeySecret."),
  });
  expect(await stack.count(directory)).toBe(0);
});

const SERVICES: Readonly<Record<DirectoryName, string>> = {
  eds: "alibaba-sts",
  eiam: "alibaba-sts",
  workspace: "huawei-iam",
  cloudidentity: "volcengine-sts",
};

test.each(
  NAMES.flatMap((name) =>
    (
      [
        ["forbidden", /failed: .*Remedy: /, []],
        ["html", /an HTML page/, [500, 1000]],
        ["server-error", /failed: /, [500, 1000]],
        ["throttle", /failed: /, [500, 1000]],
      ] as const
    ).map(([fault, expected, pauses]) => [name, fault, expected, pauses] as const),
  ),
)("%s: an exchange that ends in %s is one clear error, and nobody is made", async (directory, fault, expected, pauses) => {
  const sleep = jest.spyOn(systemWorld, "sleep").mockResolvedValue();
  stack = await KeyStack.start();
  const context = await stack.open(directory, { ...stack.keys, assumeRole: stack.role(directory) });
  await stack.faults(`${SERVICES[directory]}:* ${fault}`);
  const message = await stack.create(context, "usera").then(
    () => "made",
    (error: unknown) => String(error),
  );
  expect(message).toMatch(expected);
  expect(message).toMatch(/(role|agency) .*taken on with the settings rollcall:accessKeyId/);
  expect(sleep.mock.calls.flat()).toEqual(pauses);
  expect(message).not.toContain(stack.keys.accessKeySecret);
  expect(await stack.count(directory)).toBe(0);
});

test.each(NAMES)("%s: a role that may not be assumed, and one that asks for more than it may, are one clear error", async (directory) => {
  stack = await KeyStack.start();
  const named = (name: string): Readonly<Record<string, string>> =>
    Object.fromEntries(
      Object.entries(stack.role(directory)).map(([key, value]) => [key, key === "domain" ? value : value.replace(/rollcall$/, name)]),
    );
  for (const role of [named("rollcall-closed"), named("nobody"), { ...stack.role(directory), durationSeconds: "7200" }]) {
    const context = await stack.open(directory, { ...stack.keys, assumeRole: role });
    // Huawei's v3 gives keys for up to a day, whatever the agency says.
    if (directory === "workspace" && "durationSeconds" in role) continue;
    await expect(stack.create(context, "usera")).rejects.toMatchObject({
      message: expect.stringMatching(/taken on with .* failed: .*Remedy: /),
    });
  }
  expect(await stack.count(directory)).toBe(0);
});

test.each(NAMES)("%s: an ID token that has run out or is for somebody else is one clear error", async (directory) => {
  stack = await KeyStack.start();
  for (const token of [await stack.idToken({ lifetime: "-60" }), await stack.idToken({ audience: "somebody" }), "no.token.canary"]) {
    const context = await stack.open(directory, { oidc: { ...stack.oidc(directory), token } });
    const message = await stack.create(context, "usera").then(
      () => "made",
      (error: unknown) => String(error),
    );
    expect(message).toMatch(/rollcall:oidc\.token.* failed: .*Remedy: /);
    expect(message).not.toContain(token);
  }
  expect(await stack.count(directory)).toBe(0);
});

test.each(NAMES)("%s: two accounts with different roles share no keys, and each pays for its own exchange", async (directory) => {
  stack = await KeyStack.start();
  const other = Object.fromEntries(
    Object.entries(stack.role(directory)).map(([key, value]) => [
      key,
      key === "domain" ? value : value.replace(/rollcall$/, "rollcall-long"),
    ]),
  );
  const contexts = [
    await stack.open(directory, { ...stack.keys, assumeRole: stack.role(directory) }),
    await stack.open(directory, { ...stack.keys, assumeRole: other }),
  ];
  await Promise.all(contexts.map((context, index) => stack.create(context, `user${index === 0 ? "a" : "b"}`)));
  expect(await exchanges()).toBe(2);
});

test.each(NAMES)("%s: a metadata service that is slow counts as none after a second", async (directory) => {
  stack = await KeyStack.start();
  await stack.faults(...["alibaba", "huawei", "volcengine"].map((cloud) => `${cloud}-metadata:* slow ms=4000`));
  await expect(stack.open(directory)).rejects.toMatchObject({
    code: "ERR_CONFIG",
    summary: expect.stringMatching(/^no credentials for \w+: .*no metadata service of an instance answers here/),
  });
});
