import * as pulumi from "@pulumi/pulumi";
import { eds } from "../../../sdk";

const { ROLLCALL_TARGET } = process.env;
const formatter: typeof Error.prepareStackTrace | undefined = Error.prepareStackTrace;

beforeAll(async () => {
  process.env["ROLLCALL_TARGET"] = "emulator";
  await pulumi.runtime.setMocks({ newResource: ({ name, inputs }) => ({ id: `${name}-id`, state: inputs }), call: () => ({}) });
});
afterEach(() => {
  Error.prepareStackTrace = formatter;
});
afterAll(() => {
  if (ROLLCALL_TARGET === undefined) delete process.env["ROLLCALL_TARGET"];
  else process.env["ROLLCALL_TARGET"] = ROLLCALL_TARGET;
});

const alice = { endUserId: "alice", email: "alice@pier.example" };

function made(resource: pulumi.Resource): Promise<unknown> {
  return new Promise((resolve) => resource.urn.apply(resolve));
}

/** How many lines a deep trace has. */
function depth(level = 20): number {
  return level === 0 ? (new Error("deep").stack ?? "").split("\n").length : depth(level - 1);
}

test("constructors leave stack traces of others as long as they were", async () => {
  const before = depth();
  const set = new eds.UserSet("staff", { users: {} });
  expect(depth()).toBe(before);
  await made(set);
});

test("a constructor writes few lines of traces, and the one that Pulumi stores names the line that called it", async () => {
  const written: (readonly string[])[] = [];
  Error.prepareStackTrace = (error, frames) => {
    const lines = frames.map((frame) => `    at ${String(frame)}`);
    if (error.message === "") written.push(lines);
    return [String(error), ...lines].join("\n");
  };
  const user = new eds.User("alice", alice);
  const inConstructor = written.splice(0);
  expect(inConstructor.length).toBeGreaterThan(0);
  expect(inConstructor.flat().length).toBeLessThanOrEqual(12);
  expect(inConstructor.at(-1)?.at(-1)).toContain("stack-traces.test.ts");
  await made(user);
});

test("what a transformation throws says where", () => {
  const broken: pulumi.ResourceTransformation = () => {
    const helpers: { readonly rename?: () => void } = {};
    (helpers.rename as () => void)();
    return undefined;
  };
  let thrown: unknown;
  try {
    void new eds.User("bob", { ...alice, endUserId: "bob_reed" }, { transformations: [broken] });
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(TypeError);
  expect(String((thrown as Error).stack)).toMatch(/helpers\.rename.*\n +at .*stack-traces\.test\.ts:\d+:\d+/);
});
