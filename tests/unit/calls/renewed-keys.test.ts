import { openService } from "../../../provider/calls/open-service";
import { newCallState } from "../../../provider/calls/shared-state";
import type { Credentials, Identity } from "../../../provider/model/credentials";
import { newSecrets } from "../../../provider/model/secrets";
import type { Answer, Classify, Service } from "../../../provider/model/service";
import { seeded, VirtualClock } from "./virtual-clock";

const classify: Classify = ({ status, headers }) =>
  status < 300
    ? undefined
    : {
        category: headers["x-category"] === "forbidden" ? "forbidden" : "auth",
        cloudCode: headers["x-code"] ?? "",
        message: "refused",
        status,
        ...(headers["x-known"] !== undefined && { remedy: "Grant it." }),
      };

/** Keys by number; `renewals` tells how often others were asked for. */
class Numbered implements Identity {
  readonly source = "profile ci";
  readonly name = "numbered";
  renewals = 0;
  private current: Credentials = this.numbered();

  constructor(private readonly renewable = true) {}

  keys(): Promise<Credentials> {
    return Promise.resolve(this.current);
  }

  renew(refused: Credentials): Promise<boolean> {
    if (!this.renewable) return Promise.resolve(false);
    if (refused === this.current) {
      this.renewals++;
      this.current = this.numbered();
    }
    return Promise.resolve(true);
  }

  expiresAt(): undefined {
    return undefined;
  }

  tell(): void {}

  private numbered(): Credentials {
    return { kind: "keys", accessKeyId: `id-${this.renewals}`, accessKeySecret: "s" };
  }
}

function serviceOf(identity: Identity, clock = new VirtualClock()): Service {
  return openService({
    name: "EDS",
    classify,
    timeoutMs: 1_000,
    secrets: newSecrets(),
    identity,
    shared: newCallState(clock, seeded(1)),
    say: () => undefined,
    clock,
    random: seeded(1),
  });
}

const answered = (status: number, headers: Readonly<Record<string, string>> = {}): Answer => ({ status, headers, body: { done: true } });

test("a creation that is refused for keys that ran out is sent once more with new ones, and done once", async () => {
  const identity = new Numbered();
  const signedBy: unknown[] = [];
  const body = await serviceOf(identity).call({
    operation: "CreateUser",
    effect: "once",
    async send() {
      const keys = await identity.keys();
      signedBy.push(keys.kind === "keys" && keys.accessKeyId);
      return signedBy.length === 1 ? answered(401) : answered(200);
    },
  });
  expect(body).toEqual({ done: true });
  expect(signedBy).toEqual(["id-0", "id-1"]);
});

test("many calls that are refused at once share one renewal", async () => {
  const identity = new Numbered();
  const service = serviceOf(identity);
  const call = (): Promise<unknown> =>
    service.call({
      operation: "GetUser",
      effect: "read",
      async send() {
        const keys = await identity.keys();
        return keys.kind === "keys" && keys.accessKeyId === "id-0" ? answered(403) : answered(200);
      },
    });
  await Promise.all(Array.from({ length: 50 }, call));
  expect(identity.renewals).toBe(1);
});

test.each([
  ["keys that are refused again", new Numbered(), answered(401), 2],
  ["keys that nothing renews", new Numbered(false), answered(401), 1],
  ["a permission that is known to be missing", new Numbered(), answered(403, { "x-category": "forbidden", "x-known": "1" }), 1],
  ["an unknown 403", new Numbered(), answered(403, { "x-category": "forbidden" }), 2],
])("%s: the refusal is told with whose keys they are", async (_what, identity, answer, sent) => {
  let count = 0;
  const failing = serviceOf(identity).call({ operation: "CreateUser", effect: "once", send: async () => (count++, answer) });
  await expect(failing).rejects.toMatchObject({ summary: "EDS CreateUser failed: refused. The keys are those of profile ci." });
  expect(count).toBe(sent);
});

test("a clock that is off is told beside a refusal", async () => {
  const clock = new VirtualClock();
  const date = new Date(clock.now() - 20 * 60_000).toUTCString();
  const failing = serviceOf(new Numbered(false), clock).call({
    operation: "CreateUser",
    effect: "once",
    send: async () => answered(401, { date }),
  });
  await expect(failing).rejects.toMatchObject({ summary: expect.stringMatching(/This machine's clock is 20 min ahead of the service's/) });
});
