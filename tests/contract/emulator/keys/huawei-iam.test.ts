import { keysIn, KeyWorld, part } from "./key-world";

const world = new KeyWorld();
const V3 = ["access", "secret", "securitytoken"] as const;
const V5 = ["access_key_id", "secret_access_key", "security_token"] as const;

beforeEach(() => world.start());
afterEach(() => world.stop());

const JSON_TYPE = { "content-type": "application/json" };
const post = (target: string, json: unknown, headers: Readonly<Record<string, string>> = {}) =>
  world.send("POST", target, { ...JSON_TYPE, ...headers }, JSON.stringify(json));
const users = (keys?: Parameters<typeof world.huawei>[3]) =>
  world.huawei("GET", `/v2/${world.emulator.workspace.projectId}/users`, undefined, keys);
const forToken = (id: string, more: object = {}) => ({ auth: { identity: { methods: ["token"], token: { id, ...more } } } });

test("an ID token becomes an unscoped token, and that a key for Workspace until it runs out", async () => {
  const idToken = await world.idToken("rollcall");
  const body = { auth: { id_token: { id: idToken } } };
  const token = await post("/v3.0/OS-AUTH/id-token/tokens", body, { "x-idp-id": world.emulator.keys.huawei.idpId });
  expect(token.status).toBe(201);
  const subject = token.headers.get("x-subject-token") ?? "";
  const answer = await post("/v3.0/OS-CREDENTIAL/securitytokens", forToken(subject, { duration_seconds: 900 }));
  expect(answer).toMatchObject({ status: 201, body: { credential: { expires_at: "2026-01-02T03:19:05.000000Z" } } });
  const keys = keysIn(answer.body["credential"], V3);
  expect((await users(keys)).status).toBe(200);
  world.now += 900_000;
  const late = await users(keys);
  expect(late).toMatchObject({ status: 401, body: { error_code: "APIGW.0301", error_msg: expect.stringContaining("signature expired") } });

  const header = await post(
    "/v3.0/OS-CREDENTIAL/securitytokens",
    { auth: { identity: { methods: ["token"] } } },
    { "x-auth-token": subject },
  );
  expect(header.status).toBe(201);
  world.now += 24 * 3_600_000;
  expect(await post("/v3.0/OS-CREDENTIAL/securitytokens", forToken(subject))).toMatchObject({ status: 401 });
});

test("the path of the vendor's Node client gives the same token", async () => {
  const target = `/v3/OS-FEDERATION/identity_providers/${world.emulator.keys.huawei.idpId}/protocols/oidc/auth`;
  const answer = await world.send("POST", target, { authorization: `Bearer ${await world.idToken("rollcall")}` });
  expect(answer.status).toBe(201);
  expect((await post("/v3.0/OS-CREDENTIAL/securitytokens", forToken(answer.headers.get("x-subject-token") ?? ""))).status).toBe(201);
});

test("an agency gives a key, by id or by name of the domain, to a key and to a token", async () => {
  const { agency, domainId, domainName } = world.emulator.keys.huawei;
  const asked = (assume_role: object) => ({ auth: { identity: { methods: ["assume_role"], assume_role } } });
  const target = "/v3.0/OS-CREDENTIAL/securitytokens";
  const byName = await world.huawei("POST", target, asked({ agency_name: agency, domain_name: domainName, duration_seconds: 3600 }));
  expect(byName.status).toBe(201);
  expect((await users(keysIn(byName.body["credential"], V3))).status).toBe(200);
  const byToken = await post(target, asked({ agency_name: agency, domain_id: domainId }), {
    "x-auth-token": world.emulator.workspace.authToken,
  });
  expect(byToken.status).toBe(201);
  for (const wrong of [{ agency_name: agency }, { agency_name: agency, domain_name: domainName, duration_seconds: 10 }])
    expect(await world.huawei("POST", target, asked(wrong))).toMatchObject({ status: 400 });
  expect(await world.huawei("POST", target, asked({ agency_name: "none", domain_name: domainName }))).toMatchObject({ status: 404 });
  expect(await world.huawei("POST", target, asked({ agency_name: agency, domain_name: "none" }))).toMatchObject({ status: 404 });
  expect(await post(target, asked({ agency_name: agency, domain_name: domainName }))).toMatchObject({ status: 401 });
});

test("STS v5 assumes agencies, signed or with an ID token, and says who somebody is", async () => {
  const { agencyUrn, oidcProviderUrn, domainId } = world.emulator.keys.huawei;
  const asked = { agency_urn: agencyUrn, agency_session_name: "alice" };
  const signed = await world.huawei("POST", "/v5/agencies/assume", asked);
  expect(signed).toMatchObject({ status: 200, body: { credentials: { expiration: "2026-01-02T04:04:05.000Z" } } });
  const keys = keysIn(signed.body["credentials"], V5);
  expect((await users(keys)).status).toBe(200);
  const who = await world.huawei("GET", "/v5/caller-identity", undefined, keys);
  expect(who.body).toMatchObject({ account_id: domainId, principal_urn: `sts::${domainId}:assumed-agency:rollcall/alice` });
  const long = { ...asked, agency_urn: `${agencyUrn}-long`, duration_seconds: 7200 };
  expect((await world.huawei("POST", "/v5/agencies/assume", long)).status).toBe(200);
  expect((await world.huawei("POST", "/v5/agencies/assume", long, keys)).status).toBe(400);

  const oidc = { ...asked, provider_urn: oidcProviderUrn, id_token: await world.idToken("rollcall") };
  const unsigned = await post("/v5/agencies/assume-with-oidc", oidc);
  expect(unsigned).toMatchObject({ status: 200, body: { subject_from_id_token: expect.stringContaining("repo:") } });
  expect((await users(keysIn(unsigned.body["credentials"], V5))).status).toBe(200);
  expect(await post("/v5/agencies/assume-with-oidc", { ...oidc, id_token: "x" })).toMatchObject({ status: 401 });
});

test("a project is found by its region's name, and none is ever made", async () => {
  const { body } = await world.huawei("GET", "/v3/projects?name=cn-north-4");
  expect(part(body["projects"], "0", "id")).toBe(world.emulator.workspace.projectId);
  expect((await world.huawei("GET", "/v3/projects?name=nowhere")).body).toMatchObject({ projects: [] });
  expect((await world.huawei("POST", "/v3/projects", { project: { name: "cn-north-4" } })).status).toBe(404);
  expect(part((await world.huawei("GET", "/v3/auth/domains")).body["domains"], "0", "name")).toBe(world.emulator.keys.huawei.domainName);
});

test("a clock that is off and a key that ran out are told apart only by the two times", async () => {
  await world.send("POST", "/_rollcall/faults", {}, "workspace:* clock-skew ms=1200000");
  const message = String((await users()).body["error_msg"]);
  expect(message).toContain("signature time:20260102T030405Z, server time:20260102T032405Z");
});
