import * as pulumi from "@pulumi/pulumi";
import { Account, type AccountArgs } from "../../../sdk";
import { directories } from "../../../provider/directories";
import type { Directory } from "../../../provider/model/kind";
import { sameAccount } from "../../../sdk/lib/run/same-account";

beforeEach(async () => {
  await pulumi.runtime.setMocks({ newResource: ({ name }) => ({ id: name, state: {} }), call: () => ({}) });
});
afterEach(() => pulumi.runtime.setAllConfig({}));

/** What two accounts are for a directory, once their settings are known. */
async function told(directory: Directory, args: readonly (AccountArgs | undefined)[]): Promise<readonly unknown[]> {
  const accounts = args.map((one, index) => (one === undefined ? undefined : new Account(`account-${index}`, one)));
  await new Promise((resolve) => setTimeout(resolve, 20));
  return accounts.map((account) => sameAccount(directory, account));
}

const keys = { accessKeyId: "id", accessKeySecret: pulumi.secret("secret") };

describe.each(Object.values<Directory>(directories))("for $name", (directory) => {
  const { name } = directory;
  const other = Object.keys(directories).find((one) => one !== name) ?? "";
  test.each<[string, AccountArgs | undefined, AccountArgs | undefined]>([
    ["without settings", {}, {}],
    ["and the stack's own", undefined, {}],
    ["by plain and by secret keys", keys, { ...keys, accessKeySecret: "secret" }],
    ["in which another directory is elsewhere", { ...keys, [`${other}Region`]: "a" }, { ...keys, [`${other}Region`]: "b" }],
    ["with another patience", keys, { ...keys, timeoutSeconds: 7 }],
  ])("two accounts %s are one", async (_what, first, second) => {
    const [one, two] = await told(directory, [first, second]);
    expect(typeof one).toBe("string");
    expect(two).toBe(one);
  });

  test.each<[string, AccountArgs, AccountArgs]>([
    ["other keys", keys, { ...keys, accessKeyId: "other" }],
    ["another region", { [`${name}Region`]: "a" }, { [`${name}Region`]: "b" }],
    ["another endpoint", {}, { [`${name}Endpoint`]: "http://127.0.0.1:1" }],
    ["another target", { target: "cloud" }, { target: "emulator" }],
  ])("two accounts with %s may be two", async (_what, first, second) => {
    const [one, two] = await told(directory, [first, second]);
    expect(two).not.toBe(one);
  });
});
