import * as pulumi from "@pulumi/pulumi";
import { Account, type AccountArgs } from "../../../sdk";

let registered: Readonly<Record<string, unknown>>[];

beforeEach(async () => {
  registered = [];
  await pulumi.runtime.setMocks({
    newResource: ({ name, inputs }) => {
      registered.push(inputs);
      return { id: name, state: {} };
    },
    call: () => ({}),
  });
});
afterEach(() => pulumi.runtime.setAllConfig({}));

/** The value of a property; a secret one is held in an object that marks it. */
function shown(value: unknown): unknown {
  return typeof value === "object" && value !== null && "value" in value ? { secret: value.value } : value;
}

/** What the provider of an account is configured with. */
async function propertiesOf(args: AccountArgs, stack: Readonly<Record<string, string>>): Promise<Readonly<Record<string, unknown>>> {
  pulumi.runtime.setAllConfig(Object.fromEntries(Object.entries(stack).map(([key, value]) => [`rollcall:${key}`, value])));
  const { urn } = new Account("north", args);
  await new Promise((resolve) => urn.apply(resolve));
  return Object.fromEntries(Object.entries(registered[0] ?? {}).map(([key, value]) => [key.replace(/^rollcall:/, ""), shown(value)]));
}

const OTHERS = { target: "cloud", region: "cn-hangzhou", edsRegion: "cn-shanghai" };
const STACK = { ...OTHERS, accessKeyId: "stack", accessKeySecret: "stack-secret", securityToken: "stack-session" };
const FROM_STACK = { ...STACK, accessKeySecret: { secret: "stack-secret" }, securityToken: { secret: "stack-session" } };

test("an account takes what it leaves open from the stack, secrets as secrets", async () => {
  expect(await propertiesOf({ timeoutSeconds: 5 }, STACK)).toEqual({ ...FROM_STACK, timeoutSeconds: "5" });
});

test("credentials of an account are a whole, to which nothing of the stack's own keys is added", async () => {
  const keys = { accessKeyId: "mine", accessKeySecret: "my-secret" };
  expect(await propertiesOf(keys, STACK)).toEqual({ ...OTHERS, accessKeyId: "mine", accessKeySecret: { secret: "my-secret" } });
});

test("a token of an account leaves the stack's keys out", async () => {
  expect(await propertiesOf({ authToken: "my-token" }, STACK)).toEqual({ ...OTHERS, authToken: { secret: "my-token" } });
});

test("a region of an account goes before the stack's region of a directory", async () => {
  const region = "ap-southeast-1";
  const regions = { region, edsRegion: region, eiamRegion: "cn-hongkong", workspaceRegion: region, cloudidentityRegion: region };
  expect(await propertiesOf({ region, eiamRegion: "cn-hongkong" }, STACK)).toEqual({ ...FROM_STACK, ...regions });
});
