import { startEmulator, type RunningEmulator } from "../../../emulator";
import { send, signAcs3, type SignInput } from "./acs3-client";

let emulator: RunningEmulator;
beforeAll(async () => {
  emulator = await startEmulator({ seed: 1 });
});
afterAll(() => emulator.close());

function call(version: string, action: string, more: Pick<SignInput, "query" | "form">) {
  const { accessKeyId, accessKeySecret, endpoint } = emulator;
  return send(
    endpoint,
    signAcs3({ accessKeyId, accessKeySecret, host: new URL(endpoint).host, action, version, time: Date.now(), ...more }),
  );
}

// Languages write them differently: JavaScript true, Python True, some hand-made clients TRUE.
const spellings = ["true", "True", "TRUE", "false", "False", "FALSE"].map(
  (text, index) => [text, text.toLowerCase() === "true", index] as const,
);

test.each(spellings)("EDS reads %s as %s in query and form", async (text, expected, index) => {
  const users = { query: `q${index}_user`, form: `f${index}_user` };
  for (const [place, name] of Object.entries(users)) {
    const fields = { IsLocalAdmin: text, "Users.1.EndUserId": name, "Users.1.Phone": "13800000000" };
    expect((await call("2021-03-08", "CreateUsers", { [place]: fields })).body).toMatchObject({ AllSucceed: true });
    expect((await call("2021-03-08", "DescribeUsers", { form: { "EndUserIds.1": name } })).body).toMatchObject({
      Users: [{ EnableAdminAccess: expected }],
    });
  }
});

test.each(spellings)("EIAM reads %s as %s", async (text, expected, index) => {
  const { instanceId: InstanceId, rootOrganizationalUnitId } = emulator.eiam;
  const fields = {
    InstanceId,
    Username: `user${index}`,
    PrimaryOrganizationalUnitId: rootOrganizationalUnitId,
    Email: `u${index}@example.com`,
    EmailVerified: text,
  };
  const { body } = await call("2021-12-01", "CreateUser", { query: fields });
  expect((await call("2021-12-01", "GetUser", { query: { InstanceId, UserId: String(body["UserId"]) } })).body).toMatchObject({
    User: { EmailVerified: expected },
  });
});

test.each(["yes", "1", "tru"])("%s is no boolean", async (text) => {
  const fields = { IsLocalAdmin: text, "Users.1.EndUserId": "nobody", "Users.1.Phone": "13800000000" };
  expect(await call("2021-03-08", "CreateUsers", { query: fields })).toMatchObject({ status: 400, body: { Code: "InvalidIsLocalAdmin" } });
});
