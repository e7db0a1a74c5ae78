import type { DirectoryName } from "../../../provider/directories";
import { json, KeyWorld, refusalOf, type Config, type Values } from "./key-world";

const NOW = Date.parse("2026-03-01T08:00:00Z");
const STS = { stsEndpoint: "https://sts.test" };
const TOKEN = { "/token": "canary-id-token\n" };

const ALIBABA: Config = { ...STS, oidc: { roleArn: "acs:ram::1:role/r", providerArn: "acs:ram::1:oidc-provider/p", tokenFile: "/token" } };
const HUAWEI: Config = { iamEndpoint: "https://iam.test", ...STS, oidc: { idpId: "idp", tokenFile: "/token" } };
const HUAWEI_V5: Config = {
  ...STS,
  oidc: { idpId: "iam::d:oidcProvider:p", agency: "iam::d:agency:a", sessionName: "me", policy: { Version: "5.0" }, tokenFile: "/token" },
};
const VOLCENGINE: Config = { ...STS, oidc: { roleTrn: "trn:iam::1:role/r", tokenFile: "/token", durationSeconds: 900 } };

/** What each cloud answers to an exchange that it grants for an hour. */
function grant(url: URL): Response {
  const until = "2026-03-01T09:00:00Z";
  if (url.pathname.includes("id-token")) return json({}, 201, NOW, { "x-subject-token": "canary-subject" });
  if (url.pathname.includes("securitytokens"))
    return json({ credential: { access: "t", secret: "s", securitytoken: "st", expires_at: "2026-03-01T09:00:00.000000Z" } }, 201, NOW);
  if (url.pathname.startsWith("/v5/"))
    return json({ credentials: { access_key_id: "t", secret_access_key: "s", security_token: "st", expiration: until } }, 201, NOW);
  if (url.searchParams.get("Version") === "2018-01-01")
    return json({
      Result: {
        Credentials: {
          CurrentTime: "2026-03-01T16:00:00+08:00",
          Expiration: "2026-03-01T17:00:00+08:00",
          AccessKeyId: "t",
          SecretAccessKey: "s",
          SessionToken: "st",
        },
      },
    });
  return json({ Credentials: { AccessKeyId: "t", AccessKeySecret: "s", SecurityToken: "st", Expiration: until } }, 200, NOW);
}

function worldWith(files: Values = TOKEN, answer: KeyWorld["answer"] = grant): KeyWorld {
  const world = new KeyWorld();
  for (const [path, text] of Object.entries(files)) world.files.set(path, text);
  world.answer = answer;
  return world;
}

const FOUR = [
  ["eds", ALIBABA],
  ["workspace", HUAWEI],
  ["workspace", HUAWEI_V5],
  ["cloudidentity", VOLCENGINE],
] as const satisfies readonly (readonly [DirectoryName, Config])[];

describe.each<readonly [DirectoryName, Config]>(FOUR)("%s with an OIDC token (%j)", (directory, config) => {
  test("an hour's keys come unsigned, and their end counts from the cloud's clock", async () => {
    const world = worldWith();
    world.now = NOW + 7 * 60_000;
    const { identity } = world.find(directory, {}, config);
    expect(await identity.keys()).toEqual({ kind: "keys", accessKeyId: "t", accessKeySecret: "s", securityToken: "st" });
    expect(identity.expiresAt()).toBe(world.now + 3_600_000);
    expect(world.requests.map(({ headers }) => headers.get("authorization"))).toEqual(world.requests.map(() => null));
    expect(world.requests[0]?.body).toMatch(/canary-id-token(?!%0A|\\n)/);
  });

  test("the token file is read again at each exchange", async () => {
    const world = worldWith();
    const { identity } = world.find(directory, {}, config);
    await identity.keys();
    world.files.set("/token", "rotated");
    world.now += 55 * 60_000;
    await identity.keys();
    expect(world.requests.at(world.requests.length / 2)?.body).toContain("rotated");
  });

  test.each<readonly [string, Values, RegExp]>([
    ["not there", {}, /token file \/token does not exist/],
    ["empty", { "/token": " \n" }, /token file \/token is empty/],
    ["a folder", { "/token/x": "" }, /token file \/token is a folder/],
  ])("a token file that is %s is one clear error, and nobody is asked", async (_what, files, expected) => {
    const world = worldWith(files);
    expect(await refusalOf(() => world.find(directory, {}, config).identity.keys())).toMatch(expected);
    expect(world.requests).toEqual([]);
  });

  const html = (): Response => new Response("<html>canary-id-token</html>", { status: 200 });
  test.each<readonly [string, KeyWorld["answer"], RegExp, number]>([
    ["HTML", html, /the answer was not one of this service: an HTML page/, 1],
    [
      "an answer that breaks off",
      () => new Response('{"Credentials": {"AccessKeyId": "canary-id', { status: 200 }),
      /the answer broke off/,
      3,
    ],
    ["an answer of nothing", () => new Response(null, { status: 200 }), /the answer was empty/, 3],
    ["JSON without keys", () => json({}, 200), /no keys in it/, 1],
    [
      "a refusal that echoes the token",
      () => json({ Code: "AuthenticationFail.NoPermission", Message: "bad canary-id-token", error_msg: "bad canary-id-token" }, 400),
      /failed: (bad \[secret\]|HTTP 400)/,
      1,
    ],
    ["a server that fails all the time", () => json({}, 503), /HTTP 503/, 3],
    ["a limit of calls", () => json({ Code: "Throttling" }, 429), /failed: HTTP 429/, 3],
    [
      "keys that have run out",
      (url) =>
        url.pathname.includes("id-token")
          ? grant(url)
          : json({
              credential: { access: "t", secret: "s", securitytoken: "st", expires_at: "2020-01-01T00:00:00Z" },
              credentials: { access_key_id: "t", secret_access_key: "s", security_token: "st", expiration: "2020-01-01T00:00:00Z" },
              Credentials: { AccessKeyId: "t", AccessKeySecret: "s", SecurityToken: "st", Expiration: "2020-01-01T00:00:00Z" },
              Result: { Credentials: { AccessKeyId: "t", SecretAccessKey: "s", SessionToken: "st", ExpiredTime: "2020-01-01T00:00:00Z" } },
            }),
      /had run out already/,
      1,
    ],
  ])("%s is one clear error that names the source", async (_what, answer, expected, attempts) => {
    const world = worldWith(TOKEN, answer);
    const message = await refusalOf(() => world.find(directory, {}, config).identity.keys());
    expect(message).toMatch(expected);
    expect(message).toMatch(/token file \/token.*No other keys are tried/);
    expect(message).not.toContain("canary");
    expect(world.slept).toHaveLength(attempts - 1);
  });

  test.each([
    ["seconds", "42", /^waiting 42 s for keys of .+: \S+ at (sts|iam)\.test limits calls/],
    ["a date", new Date(NOW + 30_000).toUTCString(), /^waiting 30 s /],
    ["an hour, cut to a minute", "3600", /^waiting 60 s /],
  ])("a long wait that the cloud asks for in %s is told", async (_form, wait, line) => {
    let calls = 0;
    const world = worldWith(TOKEN, (url) => (calls++ === 0 ? json({}, 429, NOW, { "retry-after": wait }) : grant(url)));
    expect(await world.find(directory, {}, config).identity.keys()).toMatchObject({ kind: "keys" });
    expect(world.said).toEqual([expect.stringMatching(line)]);
    expect(world.said.join()).not.toContain("canary");
  });

  test("a short wait is not told", async () => {
    let calls = 0;
    const world = worldWith(TOKEN, (url) => (calls++ === 0 ? json({}, 503, NOW) : grant(url)));
    await world.find(directory, {}, config).identity.keys();
    expect([world.slept.length, world.said]).toEqual([1, []]);
  });

  test("a clock that is 20 minutes off is told", async () => {
    const world = worldWith(TOKEN, () => json({ Code: "InvalidTimeStamp.Expired", error_code: "APIGW.0301" }, 401, NOW + 20 * 60_000));
    expect(await refusalOf(() => world.find(directory, {}, config).identity.keys())).toMatch(
      /This machine's clock is 20 min behind the cloud's.*Set this machine's clock/,
    );
  });
});

describe("on GitHub Actions", () => {
  const RUNNER = {
    ACTIONS_ID_TOKEN_REQUEST_URL: "https://runner.test/token?api-version=2.0",
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: "canary-bearer",
  };
  const withoutToken = ({ oidc, ...rest }: Config): Config => {
    const { tokenFile: _unset, ...block } = oidc as Readonly<Record<string, unknown>>;
    return { ...rest, oidc: block };
  };

  test.each<readonly [DirectoryName, Config]>(FOUR)(
    "%s: the job's ID token is asked for anew at each exchange (%j)",
    async (directory, config) => {
      let issued = 0;
      const world = worldWith({}, (url) => (url.host === "runner.test" ? json({ value: `canary-jwt-${++issued}` }) : grant(url)));
      const { identity } = world.find(directory, RUNNER, withoutToken(config));
      await identity.keys();
      world.now += 55 * 60_000;
      await identity.keys();
      expect(issued).toBe(2);
      const asked = world.requests.filter(({ line }) => line.includes("runner.test"));
      expect(asked[0]?.headers.get("authorization")).toBe("Bearer canary-bearer");
      expect(new URL(asked[0]?.line.slice(4) ?? "").searchParams.get("audience")).toBe(directory === "eds" ? "sts.aliyuncs.com" : null);
    },
  );

  test("a runner that refuses says which permission the job needs", async () => {
    const world = worldWith({}, () => json({ message: "canary-bearer" }, 401));
    const message = await refusalOf(() => world.find("eds", RUNNER, withoutToken(ALIBABA)).identity.keys());
    expect(message).toMatch(/ID token of this GitHub Actions job: .*HTTP 401.*id-token: write/);
    expect(message).not.toContain("canary");
  });

  test("an audience of the configuration goes before the usual one", async () => {
    const world = worldWith({}, (url) => (url.host === "runner.test" ? json({ value: "jwt" }) : grant(url)));
    await world
      .find(
        "eds",
        { ...RUNNER },
        { ...STS, oidc: { roleArn: "acs:ram::1:role/r", providerArn: "acs:ram::1:oidc-provider/p", audience: "mine" } },
      )
      .identity.keys();
    expect(world.requests[0]?.line).toContain("audience=mine");
  });
});

describe("a role on top of other keys", () => {
  const KEYS = { accessKeyId: "base", accessKeySecret: "canary-secret" };

  test("Volcengine's role is taken on with a signed GET", async () => {
    const world = worldWith();
    const { identity } = world.find(
      "cloudidentity",
      {},
      { ...STS, ...KEYS, assumeRole: { roleTrn: "trn:iam::1:role/r", sessionName: "me" } },
    );
    expect(await identity.keys()).toMatchObject({ securityToken: "st" });
    expect(world.requests[0]?.line).toMatch(/^GET https:\/\/sts\.test\/\?Action=AssumeRole&RoleSessionName=me&RoleTrn=trn%3Aiam/);
    expect(world.requests[0]?.headers.get("authorization")).toMatch(/^HMAC-SHA256 Credential=base\/20260301\/cn-beijing\/sts\/request/);
    expect(identity.source).toBe("role trn:iam::1:role/r, taken on with the settings rollcall:accessKeyId and rollcall:accessKeySecret");
  });

  test.each([
    ["the name of an account", "an-account", "domain_name"],
    ["the id of an account", "0".repeat(32), "domain_id"],
  ])("Huawei's agency by %s goes through IAM v3", async (_what, domain, field) => {
    const world = worldWith();
    await world.find("workspace", {}, { ...HUAWEI, ...KEYS, oidc: "", assumeRole: { agency: "a", domain } }).identity.keys();
    expect(world.requests.map(({ line }) => line)).toEqual(["POST https://iam.test/v3.0/OS-CREDENTIAL/securitytokens"]);
    expect(JSON.parse(world.requests[0]?.body ?? "")).toEqual({
      auth: { identity: { methods: ["assume_role"], assume_role: { agency_name: "a", [field]: domain } } },
    });
    expect(world.requests[0]?.headers.get("authorization")).toMatch(/^SDK-HMAC-SHA256 Access=base,/);
  });

  test("with a session name it goes through STS v5", async () => {
    const world = worldWith();
    const domain = "0123456789abcdef0123456789abcdef";
    await world.find("workspace", {}, { ...STS, ...KEYS, assumeRole: { agency: "a", domain, sessionName: "me" } }).identity.keys();
    expect(world.requests[0]?.line).toBe("POST https://sts.test/v5/agencies/assume");
    expect(JSON.parse(world.requests[0]?.body ?? "")).toEqual({ agency_urn: `iam::${domain}:agency:a`, agency_session_name: "me" });
  });

  test("a role of the environment goes on top of keys of the environment, and not of those that the program names", () => {
    const role = { VOLCENGINE_ASSUME_ROLE_TRN: "trn:iam::1:role/env" };
    const keys = { VOLCENGINE_ACCESS_KEY: "a", VOLCENGINE_SECRET_KEY: "b" };
    expect(new KeyWorld().find("cloudidentity", { ...role, ...keys }).identity.source).toMatch(/^role trn:iam::1:role\/env/);
    expect(new KeyWorld().find("cloudidentity", { ...role, ...keys }, KEYS).identity.source).not.toMatch(/role\/env/);
    const agency = { HW_ASSUME_ROLE_AGENCY_NAME: "a", HW_ASSUME_ROLE_DOMAIN_NAME: "d", HW_ACCESS_KEY: "a", HW_SECRET_KEY: "b" };
    expect(new KeyWorld().find("workspace", agency).identity.source).toMatch(/^agency a of account d/);
  });

  test("temporary keys below a role that have run out are renewed, and the role is taken on with the new ones", async () => {
    let refusals = 0;
    const world = worldWith(TOKEN, (url, body) => {
      const isRole = url.searchParams.get("Action") === "AssumeRole";
      if (isRole && refusals++ === 0) return json({ ResponseMetadata: { Error: { Code: "Unknown", Message: "expired" } } }, 401);
      return body.includes("OIDCToken") || isRole ? grant(url) : json({}, 404);
    });
    const { identity } = world.find("cloudidentity", {}, { ...VOLCENGINE, assumeRole: { roleTrn: "trn:iam::1:role/other" } });
    expect(await identity.keys()).toMatchObject({ securityToken: "st" });
    expect(world.requests.map(({ line }) => /Action=(\w+)/.exec(line)?.[1])).toEqual([
      "AssumeRoleWithOIDC",
      "AssumeRole",
      "AssumeRoleWithOIDC",
      "AssumeRole",
    ]);
  });
});
