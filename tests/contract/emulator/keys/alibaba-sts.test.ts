import { keysIn, KeyWorld, part } from "./key-world";

const world = new KeyWorld();
const NAMES = ["AccessKeyId", "AccessKeySecret", "SecurityToken"] as const;

// The vendor's client signs by the machine's clock, so the emulator's runs with it.
beforeEach(() => world.start({}, "system"));
afterEach(() => world.stop());

const assume = (more: object = {}) => ({ form: { RoleArn: world.emulator.keys.alibaba.roleArn, RoleSessionName: "alice", ...more } });

async function withIdToken(idToken: string, more: Readonly<Record<string, string>> = {}) {
  const { roleArn, oidcProviderArn } = world.emulator.keys.alibaba;
  const form = new URLSearchParams({
    Action: "AssumeRoleWithOIDC",
    Version: "2015-04-01",
    RoleArn: roleArn,
    OIDCProviderArn: oidcProviderArn,
    OIDCToken: idToken,
    RoleSessionName: "ci",
    ...more,
  });
  return world.send("POST", "/", { "content-type": "application/x-www-form-urlencoded" }, form.toString());
}

test("AssumeRole gives a key that the services and GetCallerIdentity take", async () => {
  const answer = await world.alibaba("sts")("AssumeRole", assume({ DurationSeconds: 900 }));
  const { accountId, roleArn } = world.emulator.keys.alibaba;
  expect(answer.body).toMatchObject({
    Credentials: {
      AccessKeyId: expect.stringMatching(/^STS\.emulator/),
      Expiration: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    },
    AssumedRoleUser: { Arn: `${roleArn}/alice`, AssumedRoleId: expect.stringMatching(/:alice$/) },
  });
  const lifetime = Date.parse(String(part(answer.body, "Credentials", "Expiration"))) - Date.now();
  expect(Math.abs(lifetime - 900_000)).toBeLessThan(60_000);
  const keys = keysIn(answer.body["Credentials"], NAMES);
  expect((await world.alibaba("eds", keys)("GetUsersCount", {})).status).toBe(200);
  expect((await world.alibaba("sts", keys)("GetCallerIdentity", {})).body).toMatchObject({
    AccountId: accountId,
    IdentityType: "AssumedRoleUser",
    Arn: `acs:ram::${accountId}:assumed-role/rollcall/alice`,
  });
  expect((await world.alibaba("sts")("GetCallerIdentity", {})).body).toMatchObject({ AccountId: accountId, IdentityType: "RAMUser" });
  expect(await world.calls()).toEqual({ "alibaba-sts:AssumeRole": 1, "alibaba-sts:GetCallerIdentity": 2, "eds:GetUsersCount": 1 });
});

test.each([
  ["a role that does not exist", { RoleArn: "nobody" }, 404, "EntityNotExist.Role"],
  ["a role that trusts nobody", { RoleArn: "rollcall-closed" }, 403, "NoPermission"],
  ["a role that wants another external id", { RoleArn: "rollcall-partner", ExternalId: "wrong" }, 403, "NoPermission"],
  ["a role of machines", { RoleArn: "rollcall-instance" }, 403, "NoPermission"],
  ["a lifetime that no role has", { DurationSeconds: 899 }, 400, "InvalidParameter.DurationSeconds"],
  ["a lifetime that this role has not", { DurationSeconds: 3601 }, 400, "InvalidParameter.DurationSeconds"],
  ["a session name with a blank", { RoleSessionName: "a b" }, 400, "InvalidParameter.RoleSessionName"],
  ["a policy that is no JSON", { Policy: "{" }, 400, "InvalidParameter.PolicyGrammar"],
])("AssumeRole refuses %s", async (_what, { RoleArn = "rollcall", ...more }: Record<string, unknown>, status, Code) => {
  const { accountId } = world.emulator.keys.alibaba;
  const answer = await world.alibaba("sts")("AssumeRole", assume({ ...more, RoleArn: `acs:ram::${accountId}:role/${String(RoleArn)}` }));
  expect(answer).toMatchObject({ status, body: { Code } });
});

test("AssumeRole takes the external id that a role wants, and a role of another account is none", async () => {
  const { accountId } = world.emulator.keys.alibaba;
  const partner = { RoleArn: `acs:ram::${accountId}:role/rollcall-partner`, ExternalId: "emulator-partner" };
  expect((await world.alibaba("sts")("AssumeRole", assume(partner))).status).toBe(200);
  expect(await world.alibaba("sts")("AssumeRole", assume({ RoleArn: "acs:ram::1:role/rollcall" }))).toMatchObject({ status: 404 });
});

test("AssumeRoleWithOIDC needs no signature, but a good token for the right audience", async () => {
  const good = await withIdToken(await world.idToken("sts.aliyuncs.com"));
  expect(good).toMatchObject({
    status: 200,
    body: { OIDCTokenInfo: { Subject: "repo:example/people:ref:refs/heads/main", ClientIds: "sts.aliyuncs.com" } },
  });
  expect(
    (
      await world.alibaba("eiam", keysIn(good.body["Credentials"], NAMES))("ListUsers", {
        query: { InstanceId: world.emulator.eiam.instanceId },
      })
    ).status,
  ).toBe(200);
  const expired = await withIdToken(await world.idToken("sts.aliyuncs.com", { lifetime: "-1" }));
  expect(expired).toMatchObject({ status: 400, body: { Code: "AuthenticationFail.OIDCToken.Expired" } });
  const tampered = (await world.idToken("sts.aliyuncs.com")).replace(/\.[^.]+$/, ".AAAA");
  for (const token of ["none", tampered, await world.idToken("somebody-else")])
    expect(await withIdToken(token)).toMatchObject({ status: 400, body: { Code: "AuthenticationFail.OIDCToken.Invalid" } });
  const noProvider = { OIDCProviderArn: `acs:ram::${world.emulator.keys.alibaba.accountId}:oidc-provider/other` };
  expect(await withIdToken(await world.idToken("rollcall"), noProvider)).toMatchObject({
    status: 404,
    body: { Code: "EntityNotExist.OIDCProvider" },
  });
});

test("a session token belongs to one key, and no other cloud's", async () => {
  const one = keysIn((await world.alibaba("sts")("AssumeRole", assume())).body["Credentials"], NAMES);
  const two = keysIn((await world.alibaba("sts")("AssumeRole", assume())).body["Credentials"], NAMES);
  const { accessKeyId, accessKeySecret } = one;
  const code = async (keys: Parameters<typeof world.alibaba>[1]) => (await world.alibaba("eds", keys)("GetUsersCount", {})).body["Code"];
  expect(await code({ accessKeyId, accessKeySecret })).toBe("MissingSecurityToken");
  expect(await code({ ...one, securityToken: "x" })).toBe("InvalidSecurityToken.Malformed");
  expect(await code({ ...one, securityToken: String(two.securityToken) })).toBe("InvalidSecurityToken.MismatchWithAccessKey");
  expect(await code({ ...one, accessKeySecret: two.accessKeySecret })).toBe("SignatureDoesNotMatch");
  expect(await code({ ...one, accessKeyId: "STS.unknown" })).toBe("InvalidAccessKeyId.NotFound");
  const elsewhere = await world.volcengine("cloudidentity", { Action: "ListUsers" }, one);
  expect(elsewhere).toMatchObject({ status: 401, body: { ResponseMetadata: { Error: { Code: "InvalidAccessKey" } } } });
});

test("a refused exchange and an expired key can be ordered as faults, in the service's own form", async () => {
  await world.send("POST", "/_rollcall/faults", {}, "alibaba-sts:AssumeRole forbidden first=1; eds:* expired-credentials first=1");
  expect(await world.alibaba("sts")("AssumeRole", assume())).toMatchObject({ status: 403, body: { Code: "Forbidden.RAM" } });
  const keys = keysIn((await world.alibaba("sts")("AssumeRole", assume())).body["Credentials"], NAMES);
  expect(await world.alibaba("eds", keys)("GetUsersCount", {})).toMatchObject({
    status: 400,
    body: { Code: "InvalidSecurityToken.Expired" },
  });
  expect((await world.alibaba("eds", keys)("GetUsersCount", {})).status).toBe(200);
});
