import * as pulumi from "@pulumi/pulumi";
import { accountOf } from "../../../sdk/lib/run/account-of";

beforeAll(() => pulumi.runtime.setMocks({ newResource: ({ name }) => ({ id: name, state: {} }), call: () => ({}) }, "people", "dev"));

/** An account of the engine's library, made of what another resource gives. */
class Later extends pulumi.ProviderResource {
  constructor(name: string, setting: pulumi.Input<string>) {
    super("pulumi-nodejs", name, { setting });
  }
}

test("whose account a resource is of is known before the account is registered, which may wait for other resources", () => {
  const [never, now] = [new Promise<string>(() => undefined), "north"];
  expect(accountOf({ provider: new Later("south", never) })()).toBe("south");
  expect(accountOf({ provider: new Later("north", now) })()).toBe("north");
  expect(accountOf({})()).toBe("default");
});
