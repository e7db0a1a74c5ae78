import { keysIn, KeyWorld, part } from "./key-world";

const world = new KeyWorld();
const NAMES = ["AccessKeyId", "SecretAccessKey", "SessionToken"] as const;

beforeEach(() => world.start());
afterEach(() => world.stop());

const assume = (more: Readonly<Record<string, string>> = {}) =>
  world.volcengine("sts", { Action: "AssumeRole", RoleTrn: world.emulator.keys.volcengine.roleTrn, RoleSessionName: "alice", ...more });
const credentials = (body: unknown) => part(body, "Result", "Credentials");
const code = (body: unknown) => part(body, "ResponseMetadata", "Error", "Code");

async function withIdToken(OIDCToken: string) {
  const form = new URLSearchParams({ RoleTrn: world.emulator.keys.volcengine.roleTrn, RoleSessionName: "ci", OIDCToken });
  const type = { "content-type": "application/x-www-form-urlencoded" };
  return world.send("POST", "/?Action=AssumeRoleWithOIDC&Version=2018-01-01", type, form.toString());
}

test("AssumeRole gives a key that CloudIdentity takes until it runs out", async () => {
  const answer = await assume({ DurationSeconds: "900" });
  expect(credentials(answer.body)).toMatchObject({ CurrentTime: "2026-01-02T11:04:05+08:00", ExpiredTime: "2026-01-02T11:19:05+08:00" });
  const keys = keysIn(credentials(answer.body), NAMES);
  expect((await world.volcengine("cloudidentity", { Action: "ListUsers" }, keys)).status).toBe(200);
  const { accountId } = world.emulator.keys.volcengine;
  const who = await world.volcengine("sts", { Action: "GetCallerIdentity" }, keys);
  expect(part(who.body, "Result")).toMatchObject({
    AccountId: Number(accountId),
    Trn: `trn:sts::${accountId}:assumed-role/rollcall/alice`,
  });
  world.now += 899_000;
  expect((await world.volcengine("cloudidentity", { Action: "ListUsers" }, keys)).status).toBe(200);
  world.now += 1000;
  const late = await world.volcengine("cloudidentity", { Action: "ListUsers" }, keys);
  expect([late.status, code(late.body)]).toEqual([401, "InvalidAccessKey"]);
  expect(await world.calls()).toEqual({
    "volcengine-sts:AssumeRole": 1,
    "volcengine-sts:GetCallerIdentity": 1,
    "cloudidentity:ListUsers": 3,
  });
});

test.each([
  [{ RoleTrn: "trn:iam::1:role/rollcall" }, 404, "RoleNotExist"],
  [{ RoleTrn: "acs:ram::1:role/rollcall" }, 400, "InvalidParameter"],
  [{ DurationSeconds: "3601" }, 400, "InvalidParameter"],
  [{ RoleSessionName: "x" }, 400, "InvalidParameter"],
])("AssumeRole refuses %j", async (more: Readonly<Record<string, string>>, status, expected) => {
  const answer = await assume(more);
  expect([answer.status, code(answer.body)]).toEqual([status, expected]);
});

test("AssumeRoleWithOIDC is unsigned, and says the end of the session under both names that clients read", async () => {
  const answer = await withIdToken(await world.idToken("rollcall"));
  expect(credentials(answer.body)).toMatchObject({ ExpiredTime: "2026-01-02T12:04:05+08:00", Expiration: "2026-01-02T12:04:05+08:00" });
  expect((await world.volcengine("cloudidentity", { Action: "ListUsers" }, keysIn(credentials(answer.body), NAMES))).status).toBe(200);
  const refused = await withIdToken(await world.idToken("rollcall", { lifetime: "-1" }));
  expect([refused.status, code(refused.body)]).toEqual([400, "InvalidOIDCToken"]);
});

test("with --key-lifetime a key lives so long, whatever was asked for", async () => {
  await world.stop();
  await world.start({ behaviour: { keyLifetimeSeconds: 3 } });
  const keys = keysIn(credentials((await assume({ DurationSeconds: "3600" })).body), NAMES);
  world.now += 2000;
  expect((await world.volcengine("cloudidentity", { Action: "ListUsers" }, keys)).status).toBe(200);
  world.now += 1000;
  expect((await world.volcengine("cloudidentity", { Action: "ListUsers" }, keys)).status).toBe(401);
});
