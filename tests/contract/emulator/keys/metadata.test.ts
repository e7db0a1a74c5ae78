import { keysIn, KeyWorld, part } from "./key-world";

const world = new KeyWorld();
beforeEach(() => world.start());
afterEach(() => world.stop());

const text = async (method: string, target: string, headers: Readonly<Record<string, string>> = {}) => {
  const { status, body } = await world.send(method, target, headers);
  return [status, body["text"] ?? body] as const;
};

describe("Alibaba Cloud", () => {
  const PATH = "/latest/meta-data/ram/security-credentials/";
  const TTL = { "X-aliyun-ecs-metadata-token-ttl-seconds": "21600" };

  test("gives the role's name and a key, for a token of the second version", async () => {
    const [status, token] = await text("PUT", "/latest/api/token", TTL);
    expect(status).toBe(200);
    const header = { "X-aliyun-ecs-metadata-token": String(token) };
    const [, role] = await text("GET", PATH, header);
    expect(role).toBe("rollcall-instance");
    const [, body] = await text("GET", `${PATH}${String(role)}`, header);
    expect(body).toMatchObject({ Code: "Success", Expiration: "2026-01-02T09:04:05Z", LastUpdated: "2026-01-02T03:04:05Z" });
    expect(await text("GET", `${PATH}other`, header)).toEqual([404, expect.any(String)]);
    world.now += 21_600_000;
    expect(await text("GET", PATH, header)).toEqual([401, expect.any(String)]);
  });

  test("answers without a token as the first version did, unless the machine demands one", async () => {
    expect(await text("GET", PATH)).toEqual([200, "rollcall-instance"]);
    await world.stop();
    await world.start({ behaviour: { metadataTokens: true } });
    expect(await text("GET", PATH)).toEqual([401, expect.any(String)]);
    expect(await text("PUT", "/latest/api/token", { ...TTL, "X-aliyun-ecs-metadata-token-ttl-seconds": "21601" })).toEqual([
      400,
      expect.any(String),
    ]);
  });

  test("a credentials URI answers with a key", async () => {
    const { body } = await world.send("GET", world.emulator.keys.alibaba.credentialsPath);
    expect(body).toMatchObject({ Code: "Success", Expiration: "2026-01-02T04:04:05Z", SecurityToken: expect.any(String) });
  });
});

test("Volcengine gives nothing without a token, and CloudIdentity takes what it gives", async () => {
  const PATH = "/volcstack/latest/iam/security_credentials";
  expect(await text("GET", PATH)).toEqual([401, expect.any(String)]);
  const [, token] = await text("PUT", "/latest/api/token", { "X-volc-ecs-metadata-token-ttl-seconds": "60" });
  const header = { "X-volc-ecs-metadata-token": String(token) };
  const answer = await fetch(`${world.emulator.endpoint}${PATH}?type=user&format=json`, { headers: header });
  expect(await answer.json()).toEqual(["rollcall-instance"]);
  const { body } = await world.send("GET", `${PATH}/rollcall-instance`, header);
  expect(body["ExpiredTime"]).toBe("2026-01-02T17:04:05+08:00");
  const keys = keysIn(body, ["AccessKeyId", "SecretAccessKey", "SessionToken"]);
  expect((await world.volcengine("cloudidentity", { Action: "ListUsers" }, keys)).status).toBe(200);
});

test("Huawei Cloud gives a key in both versions, and a pod one for its token", async () => {
  const [, token] = await text("PUT", "/meta-data/latest/api/token", { "X-Metadata-Token-Ttl-Seconds": "60" });
  for (const headers of [{}, { "X-Metadata-Token": String(token) }]) {
    const { body } = await world.send("GET", "/openstack/latest/securitykey", headers);
    const keys = keysIn(body["credential"], ["access", "secret", "securitytoken"]);
    expect((await world.huawei("GET", `/v2/${world.emulator.workspace.projectId}/users`, undefined, keys)).status).toBe(200);
  }
  expect(await text("GET", "/openstack/latest/securitykey", { "X-Metadata-Token": "x" })).toEqual([401, expect.any(String)]);
  const pod = world.emulator.keys.huawei.podCredentialsPath;
  const given = await world.send("POST", pod, { authorization: await world.idToken("rollcall") }, "{}");
  expect(given.body).toMatchObject({ accessKeyId: expect.stringMatching(/^HSTAemulator/), expiration: "2026-01-02T04:04:05.000Z" });
  expect((await world.send("POST", pod, { authorization: "x" }, "{}")).status).toBe(401);
});

test("the metadata of a cloud can be slow, broken or not there, while the others answer", async () => {
  await world.send("POST", "/_rollcall/faults", {}, "alibaba-metadata:* html status=404; huawei-metadata:* slow ms=30");
  expect((await text("GET", "/latest/meta-data/ram/security-credentials/"))[0]).toBe(404);
  const before = performance.now();
  expect((await text("GET", "/openstack/latest/securitykey"))[0]).toBe(200);
  expect(performance.now() - before).toBeGreaterThan(25);
  const { calls } = { calls: await world.calls() };
  expect(part(calls, "huawei-metadata:GET /openstack/latest/securitykey")).toBe(1);
});

test("two emulators over one data file take each other's keys; another world's nobody does", async () => {
  const { body } = await world.send("GET", "/openstack/latest/securitykey");
  const keys = keysIn(body["credential"], ["access", "secret", "securitytoken"]);
  await world.stop();
  await world.start({ seed: 6 });
  const refused = await world.huawei("GET", `/v2/${world.emulator.workspace.projectId}/users`, undefined, keys);
  expect(refused).toMatchObject({ status: 401, body: { error_code: "APIGW.0301" } });
});
