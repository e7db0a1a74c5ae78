import { openDirectory } from "../../../cli/stack/open-account";
import { directories } from "../../../provider/directories";
import { accountOf } from "../../../provider/pulumi/session";
import { KeyStack } from "../credentials/key-stack";

let stack: KeyStack;
beforeAll(async () => {
  stack = await KeyStack.start();
});
afterAll(() => stack.stop());

/** Settings that count how often each is asked for. */
class CountedSettings extends Map<string, string> {
  readonly asked: string[] = [];

  override get(name: string): string | undefined {
    this.asked.push(name);
    return super.get(name);
  }
}

test.each(Object.values(directories))("a command resolves the account of $name once", async (directory) => {
  const { endpoint, eiam, workspace } = stack.emulator;
  const settings = (): CountedSettings =>
    new CountedSettings(
      Object.entries({
        target: "emulator",
        [`${directory.name}Endpoint`]: endpoint,
        instanceId: eiam.instanceId,
        projectId: workspace.projectId,
        ...stack.keys,
      }).map(([name, value]) => [`rollcall:${name}`, value]),
    );
  const [alone, opened] = [settings(), settings()];
  await accountOf(directory, { config: (name) => alone.get(name), environment: {} });
  await openDirectory(directory.kinds.User, opened, { config: undefined, environment: {}, say: () => undefined });
  expect(alone.asked).toContain("rollcall:target");
  expect(opened.asked).toEqual(alone.asked);
});
