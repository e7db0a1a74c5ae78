import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { systemWorld } from "../../../provider/config/credentials/world";
import { findKeys } from "../../../provider/config/credentials";
import { type DirectoryName, directories } from "../../../provider/directories";
import { json, KeyWorld, refusalOf, settingsOf } from "./key-world";

const UNTIL = "2026-03-01T14:00:00Z";

/** Each cloud's metadata service as its pages describe it. */
const SERVICES: Readonly<Record<"eds" | "workspace" | "cloudidentity", Readonly<Record<string, () => Response>>>> = {
  eds: {
    "PUT /latest/api/token": () => new Response("md-token"),
    "GET /latest/meta-data/ram/security-credentials/": () => new Response("ops\n"),
    "GET /latest/meta-data/ram/security-credentials/ops": () =>
      json({ Code: "Success", AccessKeyId: "STS.i", AccessKeySecret: "s", SecurityToken: "t", Expiration: UNTIL }),
  },
  workspace: {
    "PUT /meta-data/latest/api/token": () => new Response("md-token"),
    "GET /openstack/latest/securitykey": () =>
      json({ credential: { access: "STS.i", secret: "s", securitytoken: "t", expires_at: UNTIL } }),
  },
  cloudidentity: {
    "PUT /latest/api/token": () => new Response("md-token"),
    "GET /volcstack/latest/iam/security_credentials?type=user&format=json": () => json(["ops"]),
    "GET /volcstack/latest/iam/security_credentials/ops": () =>
      json({ AccessKeyId: "STS.i", SecretAccessKey: "s", SessionToken: "t", ExpiredTime: UNTIL }),
  },
};
const CLOUDS = Object.keys(SERVICES) as (keyof typeof SERVICES)[];

function on(service: Readonly<Record<string, () => Response>>): KeyWorld {
  const world = new KeyWorld();
  world.answer = ({ pathname, search }, _body, method) =>
    (service[`${method} ${pathname}${search}`] ?? (() => new Response("not here", { status: 404 })))();
  return world;
}

describe.each(CLOUDS)("%s", (directory) => {
  test("keys of the instance come last, with a token", async () => {
    const world = on(SERVICES[directory]);
    const { identity, isGuess } = world.find(directory);
    expect(isGuess).toBe(true);
    expect(await identity.keys()).toEqual({ kind: "keys", accessKeyId: "STS.i", accessKeySecret: "s", securityToken: "t" });
    expect(identity.expiresAt()).toBe(Date.parse(UNTIL));
    const [token, ...others] = world.requests;
    expect([...(token?.headers.values() ?? [])]).toEqual(["21600"]);
    for (const { headers } of others) expect([...headers.values()]).toEqual(["md-token"]);
  });

  test("a role that the configuration names is asked for, and is no guess", async () => {
    const world = on(SERVICES[directory]);
    const { identity, isGuess } = world.find(directory, {}, { instanceRole: "ops" });
    expect(isGuess).toBeUndefined();
    expect(await identity.keys()).toMatchObject({ accessKeyId: "STS.i" });
    expect(identity.source).toContain("role ops");
  });

  test.each(CLOUDS.filter((other) => other !== directory))(
    "the service of another cloud (%s) is told, and gives no keys",
    async (other) => {
      const world = on(SERVICES[other]);
      const asked = await refusalOf(() => world.find(directory, {}, { instanceRole: "true" }).identity.keys());
      expect(asked).toMatch(/the instance has no role, or this is not the metadata service of/);
      expect(await refusalOf(() => world.find(directory).identity.keys())).toMatch(/^no credentials for .*not the metadata service of/);
    },
  );

  test.each([
    ["HTML in place of everything", () => new Response("<html>sign in</html>")],
    ["an error page", () => new Response("<html>no</html>", { status: 502 })],
    ["keys that are none", () => json({ Code: "Failed", AccessKeyId: "canary" })],
  ])("%s is one clear error", async (_what, answer) => {
    const world = new KeyWorld();
    world.answer = answer;
    const message = await refusalOf(() => world.find(directory, {}, { instanceRole: "true" }).identity.keys());
    expect(message).toMatch(/metadata service http:\/\/\d/);
    expect(message).toMatch(/Remedy:/);
    expect(message).not.toContain("canary");
  });
});

test("the older service without tokens is asked where the new one is missing, unless it is switched off", async () => {
  const { "PUT /latest/api/token": _unset, ...older } = SERVICES.eds;
  expect(await on(older).find("eds").identity.keys()).toMatchObject({ accessKeyId: "STS.i" });
  const strict = on(older).find("eds", { ALIBABA_CLOUD_IMDSV1_DISABLED: "true" });
  expect(await refusalOf(() => strict.identity.keys())).toMatch(/no credentials/);
});

test("the vendors' variables name the role", async () => {
  const world = on(SERVICES.eds);
  await world.find("eds", { ALIBABA_CLOUD_ECS_METADATA: "ops" }).identity.keys();
  expect(world.requests.map(({ line }) => new URL(line.split(" ")[1] ?? "").pathname)).toEqual([
    "/latest/api/token",
    "/latest/meta-data/ram/security-credentials/ops",
  ]);
});

describe("a service that never answers", () => {
  let server: Server;
  let connections = 0;
  const open = new Set<Socket>();
  beforeEach(
    () =>
      new Promise<void>((resolve) => {
        server = createServer((socket) => {
          connections++;
          open.add(socket.on("error", () => undefined));
        }).listen(0, "127.0.0.1", resolve);
      }),
  );
  afterEach(() => {
    for (const socket of open) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });

  test.each<DirectoryName>(["eds", "workspace", "cloudidentity"])(
    "%s: one attempt, and the silence is told as having no keys",
    async (name) => {
      connections = 0;
      const { port } = server.address() as AddressInfo;
      const settings = settingsOf({ HOME: "/nowhere" }, { metadataEndpoint: `http://127.0.0.1:${port}` });
      const { identity } = findKeys(directories[name], settings, "cn-north-4", undefined, systemWorld);
      expect(await refusalOf(() => identity.keys())).toMatch(
        new RegExp(`^no credentials for ${name}: .*no metadata service of an instance answers here`),
      );
      expect(connections).toBe(1);
    },
  );
});
