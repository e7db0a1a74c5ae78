import { startEmulator, type EmulatorOptions, type RunningEmulator } from "../../../emulator";
import { actionTarget, refusal, signVolcengine } from "./cloudidentity-client";
import { basicDate } from "./workspace-client";

let emulator: RunningEmulator | undefined;
afterEach(async () => {
  await emulator?.close();
  emulator = undefined;
});

async function start(options: EmulatorOptions = {}) {
  const running = await startEmulator({ seed: 1, ...options });
  emulator = running;
  const call = async (action: string, parameters: object = {}) => {
    const url = new URL(actionTarget(action), running.endpoint);
    const body = JSON.stringify(parameters);
    const { host: _derived, ...headers } = signVolcengine("POST", url.href, body, { ...running, date: basicDate(Date.now()) });
    const response = await fetch(url, { method: "POST", headers, body });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: JSON.parse(text) as { Result: Record<string, unknown> } };
  };
  const control = async (path: string, init?: RequestInit) => (await fetch(`${running.endpoint}/_rollcall/${path}`, init)).text();
  return { call, control };
}

test("a user's life over the socket, counted by action", async () => {
  const { call, control } = await start();
  const { UserId } = (await call("CreateUser", { UserName: "bob", Phone: "13812345678" })).body.Result;
  expect((await call("GetUser", { UserId })).body.Result).toMatchObject({ UserName: "bob", Phone: "138****5678" });
  expect(
    await call("ResetPassword", { UserId, GenerateRandomPassword: false, PasswordResetRequired: true, Password: "Passw0rd" }),
  ).toMatchObject({ status: 200 });
  const stored = await control("users");
  expect(JSON.parse(stored)).toMatchObject({
    cloudidentity: [{ UserId, UserName: "bob", Phone: "13812345678", password: expect.any(String) }],
  });
  expect(stored).not.toContain("Passw0rd");
  expect(await call("DeleteUser", { UserId })).toMatchObject({ status: 200, body: { Result: {} } });
  expect(JSON.parse(await control("calls"))).toEqual({
    "cloudidentity:CreateUser": 1,
    "cloudidentity:GetUser": 1,
    "cloudidentity:ResetPassword": 1,
    "cloudidentity:DeleteUser": 1,
  });
});

test("a write is over when its answer was lost", async () => {
  const { call } = await start({ faults: "cloudidentity:CreateUser lost-response first=1" });
  await expect(call("CreateUser", { UserName: "bob" })).rejects.toThrow();
  expect(await call("CreateUser", { UserName: "bob" })).toMatchObject(refusal(404, "UserNameAlreadyExists"));
});

test("faults look as on the service", async () => {
  const { call } = await start({
    faults:
      "cloudidentity:ListGroups forbidden; cloudidentity:ListUsers throttle first=1 retry-after=2; cloudidentity:CreateUser quota first=1; cloudidentity:GetUser late-visibility ms=60000",
  });
  expect(await call("ListGroups")).toMatchObject(
    refusal(400, "PermissionError", "No permission to perform action[ListGroups] on resource *"),
  );
  const throttled = await call("ListUsers");
  expect(throttled).toMatchObject(refusal(429, "FlowLimitExceeded"));
  expect(throttled.headers.get("retry-after")).toBe("2");
  expect(await call("CreateUser", { UserName: "bob" })).toMatchObject(
    refusal(429, "ReachedQuotaLimit", "The count of User is exceeded quota limit"),
  );
  const { UserId } = (await call("CreateUser", { UserName: "bob" })).body.Result;
  expect(await call("GetUser", { UserId })).toMatchObject(refusal(404, "UserNotFound"));
});
