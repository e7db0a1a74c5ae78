import { startEmulator, type EmulatorOptions, type RunningEmulator } from "../../../emulator";
import { basicDate, signHuawei } from "./workspace-client";

let emulator: RunningEmulator | undefined;
afterEach(async () => {
  await emulator?.close();
  emulator = undefined;
});

async function start(options: EmulatorOptions = {}) {
  const running = await startEmulator({ seed: 1, ...options });
  emulator = running;
  const call = async (method: string, path: string, json?: unknown) => {
    const url = new URL(`/v2/${running.workspace.projectId}/${path}`, running.endpoint);
    const body = json === undefined ? "" : JSON.stringify(json);
    const extra = { "x-project-id": running.workspace.projectId };
    const { host: _derived, ...headers } = signHuawei(method, url.href, body, { ...running, date: basicDate(Date.now()), extra });
    const response = await fetch(url, { method, headers, ...(body !== "" && { body }) });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: text === "" ? undefined : (JSON.parse(text) as Record<string, unknown>),
    };
  };
  const control = async (path: string, init?: RequestInit) => (await fetch(`${running.endpoint}/_rollcall/${path}`, init)).text();
  return { running, call, control };
}

test("a batch is created without a body in the answer and counted by its path template", async () => {
  const { call, control } = await start();
  const created = await call("POST", "users/batch-create", {
    users: [{ user_name: "bob", active_type: "ADMIN_ACTIVATE", password: "Passw0rd" }],
  });
  expect(created).toMatchObject({ status: 200, text: "" });
  expect(created.headers.get("content-length")).toBe("0");
  const listed = await call("GET", "users?user_names=bob&limit=10");
  expect(listed).toMatchObject({ status: 200, body: { total_count: 1, users: [{ user_name: "bob" }] } });
  expect(listed.headers.get("x-request-id")).toMatch(/^[0-9a-f]{32}$/);
  const stored = await control("users");
  expect(JSON.parse(stored)).toMatchObject({ workspace: [{ user_name: "bob", active_type: "ADMIN_ACTIVATE" }] });
  expect(stored).not.toContain("Passw0rd");
  expect(JSON.parse(await control("calls"))).toEqual({
    "workspace:POST /v2/{project_id}/users/batch-create": 1,
    "workspace:GET /v2/{project_id}/users": 1,
  });
});

test("the token alone is enough", async () => {
  const { running } = await start();
  const url = `${running.endpoint}/v2/${running.workspace.projectId}/users`;
  expect((await fetch(url, { headers: { "X-Auth-Token": running.workspace.authToken } })).status).toBe(200);
  expect((await fetch(url, { headers: { "X-Auth-Token": "expired" } })).status).toBe(401);
});

test("writes may overlap", async () => {
  const { call } = await start({ latencyMs: 50 });
  const answers = await Promise.all(["a", "b", "c"].map((user_name) => call("POST", "users", { user_name, user_email: "a@b.c" })));
  expect(answers.map((answer) => answer.status)).toEqual([201, 201, 201]);
});

test("drift by control shows in reads", async () => {
  const { call, control } = await start();
  const { id } = (await call("POST", "users", { user_name: "bob", user_email: "a@b.c" })).body ?? {};
  await control("drift", {
    method: "POST",
    body: JSON.stringify({ service: "workspace", user: "bob", set: { description: "changed", locked: true } }),
  });
  expect((await call("GET", `users/${String(id)}`)).body).toMatchObject({ user_detail: { description: "changed", locked: true } });
  expect(
    await control("drift", { method: "POST", body: JSON.stringify({ service: "workspace", user: "bob", set: { descripton: "x" } }) }),
  ).toContain("descripton");
});

test("a clock that runs off is told apart from a wrong key", async () => {
  const { call } = await start({ faults: "workspace:* clock-skew ms=3600000" });
  const refused = await call("GET", "users");
  expect(refused).toMatchObject({
    status: 401,
    body: { error_code: "APIGW.0301", error_msg: expect.stringContaining("signature expired") },
  });
});

test("somebody else removes the user whom the call is about", async () => {
  const { call } = await start({ faults: "workspace:PUT* deleted-by-other" });
  const { id } = (await call("POST", "users", { user_name: "bob", user_email: "a@b.c" })).body ?? {};
  expect(await call("PUT", `users/${String(id)}`, { description: "x" })).toMatchObject({
    status: 400,
    body: { error_code: "WKS.00170312" },
  });
});
