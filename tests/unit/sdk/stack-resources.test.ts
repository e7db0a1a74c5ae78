import * as pulumi from "@pulumi/pulumi";
import { stackResources } from "../../../sdk/lib/run/stack-resources";

const ALICE = "urn:pulumi:dev::people::pulumi-nodejs:dynamic/rollcall/workspace:User::alice";
const FOREIGN = "urn:pulumi:dev::people::random:index/randomPassword:RandomPassword::db";
const CANARY = "canary-of-another-provider";

describe("the stack's last state, as the engine tells it", () => {
  const asked: unknown[] = [];
  let answer: () => Record<string, unknown> = () => ({});

  beforeAll(async () => {
    await pulumi.runtime.setMocks(
      {
        newResource: ({ name, inputs }) => ({ id: name, state: inputs }),
        call: ({ token, inputs }) => {
          asked.push({ token, inputs });
          return answer();
        },
      },
      "people",
      "dev",
    );
  });

  test("opens secrets at any depth, reads nobody else's resources, and leaves them out of the engine's log", async () => {
    const logged: string[] = [];
    const log = jest.spyOn(pulumi.log, "debug").mockImplementation((text) => {
      logged.push(text);
      return Promise.resolve();
    });
    answer = () => ({
      outputs: {
        [ALICE]: {
          type: "x",
          outputs: { password: pulumi.secret("canary-1"), tags: [{ code: pulumi.secret("canary-2") }], locked: false },
        },
        [FOREIGN]: { type: "y", outputs: { result: pulumi.secret(CANARY) } },
      },
    });

    const found = await stackResources("acme/people/dev", (urn) => urn === ALICE);

    expect(asked).toEqual([{ token: "pulumi:pulumi:readStackResourceOutputs", inputs: { stackName: "acme/people/dev" } }]);
    expect(found).toEqual({ [ALICE]: { type: "x", outputs: { password: "canary-1", tags: [{ code: "canary-2" }], locked: false } } });
    expect(logged.join("\n")).not.toContain("canary");
    log.mockRestore();
  });

  test("passes on why the engine cannot tell", async () => {
    answer = () => {
      throw new Error("no checkpoint");
    };
    await expect(stackResources("acme/people/dev", () => true)).rejects.toThrow("no checkpoint");
  });

  test("a stack without a state has nothing", async () => {
    answer = () => ({ outputs: {} });
    expect(await stackResources("acme/people/dev", () => true)).toEqual({});
  });
});
