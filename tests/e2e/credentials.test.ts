import { EngineProject, ExternalEmulator } from "./harness";

/** Two identities in one stack: the stack's own, by the object of its cloud, and an account that takes on another role. */
const program = `
  const { Account, eds } = require("rollcall");
  const night = new Account("night", { assumeRole: { roleArn: process.env.NIGHT_ROLE, sessionName: "night" } });
  new eds.User("li_na", { endUserId: "li_na", email: "li.na@day.example" });
  new eds.User("zhou", { endUserId: "zhou", email: "zhou@night.example" }, { provider: night });
`;

describe("roles in a stack", () => {
  test("structured settings reach the provider, each identity has its own exchange, and state keeps nothing of keys in clear", async () => {
    const emulator = await ExternalEmulator.start({ seed: 4 });
    const { endpoint, accessKeyId, accessKeySecret, keys } = emulator.line;
    const project = EngineProject.create({
      program,
      language: "javascript",
      config: { "rollcall:target": "cloud", "rollcall:edsEndpoint": endpoint, "rollcall:stsEndpoint": endpoint },
      env: { NIGHT_ROLE: `${keys.alibaba.roleArn}-long` },
    });
    try {
      const set = (...args: string[]): Promise<unknown> => project.engine("config", "set", "--stack", "test", "--path", ...args);
      await set("rollcall:alibaba.accessKeyId", accessKeyId);
      await set("--secret", "rollcall:alibaba.accessKeySecret", accessKeySecret);
      await set("rollcall:alibaba.assumeRole.roleArn", keys.alibaba.roleArn);
      const made = await project.up();
      expect(made).toSucceed();
      expect((await emulator.users("eds")).map((user) => user["Email"]).sort()).toEqual(["li.na@day.example", "zhou@night.example"]);
      const calls = await emulator.calls();
      // The two of them in a preview and an update, each in a process of its own.
      expect(calls["alibaba-sts:AssumeRole"]).toBeLessThanOrEqual(4);
      expect(`${made.all}${project.stateText()}`).not.toContain(accessKeySecret);

      await set("rollcall:asumeRole.roleArn", "acs:ram::1:role/other");
      const refused = await project.up();
      expect(refused.code).not.toBe(0);
      expect(refused.all).toContain("rollcall:asumeRole is no setting (did you mean assumeRole?)");
    } finally {
      project.remove();
      await emulator.stop();
    }
  });
});
