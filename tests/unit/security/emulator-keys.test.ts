import { networkInterfaces } from "node:os";
import { connect } from "node:net";
import { startEmulator } from "../../../emulator";
import { parseIdentity } from "../../../emulator/identity";
import { eds } from "../../../provider/eds";
import { openSession } from "../../../provider/pulumi/session";

const identity = {
  accessKeyId: "emulator0123456789abcdef",
  accessKeySecret: "secret",
  eiam: { instanceId: "idaas_x", rootOrganizationalUnitId: "ou_x" },
  workspace: { projectId: "p", authToken: "t" },
};

test("a data file's identity is taken only with a key that no cloud issues", () => {
  expect(parseIdentity(identity)).toEqual(identity);
  for (const accessKeyId of ["LTAI5tExampleExampleExam", "HPUAEXAMPLEEXAMPLE00", "AKLTexampleexampleexample", ""])
    expect(parseIdentity({ ...identity, accessKeyId })).toBeUndefined();
});

test("a production key is refused, and nothing of it is repeated", async () => {
  const emulator = await startEmulator({ seed: 1 });
  try {
    const config: Readonly<Record<string, string>> = {
      "rollcall:target": "emulator",
      "rollcall:edsEndpoint": emulator.endpoint,
      "rollcall:accessKeyId": "LTAI5tExampleExampleExam",
      "rollcall:accessKeySecret": "production-secret",
    };
    const { calls } = await openSession(eds.kinds.User, { environment: {}, config: (name) => config[name] }, () => undefined);
    await expect(calls.find("alice", { endUserId: "alice" })).rejects.toMatchObject({
      category: "auth",
      message: expect.not.stringContaining("production-secret"),
    });
  } finally {
    await emulator.close();
  }
});

test("it listens on the loopback address alone", async () => {
  const emulator = await startEmulator({ seed: 1 });
  try {
    expect(new URL(emulator.endpoint).hostname).toBe("127.0.0.1");
    const elsewhere = Object.values(networkInterfaces()).flatMap((addresses) =>
      (addresses ?? []).filter(({ internal, family }) => !internal && family === "IPv4"),
    );
    for (const { address } of elsewhere) await expect(knock(address, Number(new URL(emulator.endpoint).port))).resolves.toBe("refused");
  } finally {
    await emulator.close();
  }
});

function knock(host: string, port: number): Promise<"open" | "refused"> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1_000 }, () => {
      socket.destroy();
      resolve("open");
    });
    for (const event of ["error", "timeout"] as const) {
      socket.once(event, () => {
        socket.destroy();
        resolve("refused");
      });
    }
  });
}
