import { type Answer, NoAnswer, type Secrets, type Service, type ServiceCall } from "../../../provider/model/service";
import { openService } from "../../../provider/calls/open-service";
import { newCallState, type CallState } from "../../../provider/calls/shared-state";
import { newSecrets } from "../../../provider/model/secrets";
import { classify } from "./limited-service";
import { seeded, VirtualClock } from "./virtual-clock";

type Step = number | Answer | Error | (() => number | Answer);

interface Bench {
  readonly clock: VirtualClock;
  readonly service: Service;
  readonly secrets: Secrets;
  readonly lines: string[];
  readonly shared: CallState;
  sent: number;
  call(effect: ServiceCall["effect"], steps: readonly Step[], operation?: string): Promise<unknown>;
}

/** A service that answers by a script; its last step repeats. A number is a status; a function looks at the clock first. */
function bench(deadlineMs?: number): Bench {
  const clock = new VirtualClock();
  const lines: string[] = [];
  const secrets = newSecrets();
  const shared = newCallState(clock, seeded(1));
  const service = openService({
    name: "EDS",
    classify,
    timeoutMs: 30_000,
    secrets,
    shared,
    say: (line) => lines.push(line),
    clock,
    random: seeded(2),
    ...(deadlineMs !== undefined && { deadlineMs }),
  });
  const it: Bench = {
    clock,
    service,
    secrets,
    lines,
    shared,
    sent: 0,
    call: (effect, steps, operation = "CreateUsers") => {
      let at = 0;
      return service.call({
        operation,
        effect,
        send: async () => {
          it.sent++;
          const next = steps[Math.min(at++, steps.length - 1)] ?? 200;
          const step = typeof next === "function" ? next() : next;
          if (step instanceof Error) throw step;
          return typeof step === "number" ? { status: step, headers: {}, body: { step } } : step;
        },
      });
    },
  };
  return it;
}

const noAnswer = new NoAnswer("no-answer", "no answer from eds within 30 s");
const unreachable = new NoAnswer("unreachable", "no connection to eds (ECONNREFUSED)");
const throttled = (seconds: number): Answer => ({ status: 429, headers: { "retry-after": String(seconds) }, body: {} });

test("a success brings the body at the first attempt", async () => {
  const it = bench();
  expect(await it.clock.run(it.call("once", [200]))).toEqual({ step: 200 });
  expect(it.sent).toBe(1);
});

describe.each(["read", "repeatable"] as const)("a call that is %s", (effect) => {
  test.each([
    ["a service that failed", 500],
    ["no answer", noAnswer],
    ["no connection", unreachable],
    ["a throttle", 429],
    ["a page of a proxy", { status: 200, headers: {}, body: undefined, unreadable: "an HTML page" }],
  ] as const)("is repeated after %s", async (_what, step) => {
    const it = bench();
    await it.clock.run(it.call(effect, [step, step, 200]));
    expect(it.sent).toBe(3);
  });

  test("is not repeated after a permanent failure", async () => {
    const it = bench();
    await expect(it.clock.run(it.call(effect, [400, 200]))).rejects.toMatchObject({
      code: "ERR_CLOUD",
      category: "invalid",
      cloudCode: "Code400",
      status: 400,
    });
    expect(it.sent).toBe(1);
  });
});

describe("a call that is sent once", () => {
  test.each([
    ["a throttle", 429],
    ["no connection", unreachable],
  ] as const)("is repeated after %s: the service did nothing", async (_what, step) => {
    const it = bench();
    await it.clock.run(it.call("once", [step, 200]));
    expect(it.sent).toBe(2);
  });

  test.each([
    ["a service that failed", 500, "transient"],
    ["no answer", noAnswer, "no-answer"],
    ["an unreadable answer", { status: 200, headers: {}, body: undefined, unreadable: "truncated JSON" }, "no-answer"],
  ] as const)("is uncertain after %s, and its caller looks", async (_what, step, category) => {
    const it = bench();
    await expect(it.clock.run(it.call("once", [step, 200]))).rejects.toMatchObject({ code: "ERR_UNCERTAIN", category });
    expect(it.sent).toBe(1);
  });
});

test("a proxy's 404 page says nothing about a user", async () => {
  const it = bench();
  const page = { status: 404, headers: {}, body: undefined, unreadable: "an HTML page" };
  await expect(it.clock.run(it.call("read", [page]))).rejects.toMatchObject({ category: "no-answer", status: 404 });
});

test("a service that does not come back is given up after ten attempts", async () => {
  const it = bench();
  const start = it.clock.now();
  await expect(it.clock.run(it.call("read", [unreachable]))).rejects.toMatchObject({
    code: "ERR_UNREACHABLE",
    message: expect.stringContaining("Given up after 10 attempts."),
  });
  expect(it.sent).toBe(10);
  expect(it.clock.now() - start).toBeLessThanOrEqual(52_000);
});

test("many calls to a dying service share one budget", async () => {
  const it = bench();
  const calls = Array.from({ length: 1_000 }, () => it.call("read", [500]).catch((error: unknown) => error));
  const errors = await it.clock.run(Promise.all(calls));
  expect(errors).toHaveLength(1_000);
  expect(it.sent).toBeLessThanOrEqual(1_000 + 100);
});

test("throttles leave the budget alone", async () => {
  const it = bench();
  await it.clock.run(Promise.all(Array.from({ length: 200 }, () => it.call("once", [429, 200]))));
  expect(it.shared.budget.draw(false)).toBe(5);
  expect(it.sent).toBe(400);
});

test("an operation ends at its deadline and names the last failure", async () => {
  const it = bench(60_000);
  const start = it.clock.now();
  const error: unknown = await it.clock.run(it.call("once", [429])).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    code: "ERR_DEADLINE",
    category: "throttled",
    cloudCode: "Throttling.User",
    summary: expect.stringContaining("Given up after 60 s"),
  });
  expect(it.clock.now() - start).toBeLessThanOrEqual(60_000 + 20_000);
});

test("a wait beyond the deadline is not begun", async () => {
  const it = bench();
  const start = it.clock.now();
  await expect(it.clock.run(it.call("once", [throttled(3_600)]))).rejects.toMatchObject({ code: "ERR_DEADLINE" });
  expect(it.clock.now()).toBe(start);
});

test.each([
  ["a throttle", throttled(3_600)],
  ["a failure", { status: 503, headers: { "retry-after": "3600" }, body: {} }],
])("%s that asks for such a wait is told as what it is, and no waiting is announced", async (_what, answer) => {
  const it = bench();
  await expect(it.clock.run(it.call("read", [answer]))).rejects.toMatchObject({
    summary: expect.stringMatching(/The service asks to wait 3600 s, and a call may take 600 s in all\.$/),
  });
  expect(it.lines).toEqual([]);
});

test("calls that queue behind a service which lets nothing through end together, not one after the other", async () => {
  const it = bench(60_000);
  const start = it.clock.now();
  const errors = await it.clock.run(
    Promise.all(Array.from({ length: 100 }, () => it.call("once", [429]).catch((error: unknown) => error))),
  );
  for (const error of errors) expect(error).toMatchObject({ code: "ERR_DEADLINE", cloudCode: "Throttling.User" });
  expect(it.clock.now() - start).toBeLessThanOrEqual(2 * 60_000 + 20_000);
});

describe("waiting lines", () => {
  test("one is written for a wait of more than five seconds", async () => {
    const it = bench();
    await it.clock.run(it.call("once", [throttled(12), 200]));
    expect(it.lines).toEqual(["waiting 12 s for EDS CreateUsers: the service limits calls (Throttling.User)"]);
  });

  test("none for a short wait", async () => {
    const it = bench();
    await it.clock.run(it.call("once", [throttled(3), 500]).catch(() => undefined));
    expect(it.lines).toEqual([]);
  });

  test("at most one per operation in thirty seconds", async () => {
    const it = bench();
    const opens = it.clock.now() + 20_000;
    const busy = (): number | Answer => (it.clock.now() < opens ? throttled(8) : 200);
    const calls = Array.from({ length: 50 }, () => it.call("once", [busy]));
    await it.clock.run(Promise.all([...calls, it.call("read", [throttled(9), 200], "DescribeUsers")]));
    const creates = it.lines.filter((line) => line.includes("CreateUsers"));
    expect(creates.length).toBeGreaterThanOrEqual(1);
    expect(creates.length).toBeLessThanOrEqual(2);
    expect(it.lines.filter((line) => line.includes("DescribeUsers"))).toHaveLength(1);
  });
});

test("what the service asks for is waited in full, also after a failure", async () => {
  const it = bench();
  const start = it.clock.now();
  await it.clock.run(it.call("read", [{ status: 503, headers: { "retry-after": "4" }, body: {} }, 200]));
  expect(it.clock.now() - start).toBeGreaterThanOrEqual(4_000);
  expect(it.clock.now() - start).toBeLessThanOrEqual(4_100);
});

describe("an error", () => {
  test("teaches: what failed, whose code, which request, what to do", () => {
    const it = bench();
    const error = it.service.error(
      { category: "forbidden", cloudCode: "NoPermission", message: "not allowed", requestId: "R-1", status: 403 },
      "CreateUsers",
    );
    expect(error.message).toBe(
      "EDS CreateUsers failed: not allowed. [ERR_FORBIDDEN, cloud code NoPermission, HTTP 403, request R-1] Remedy: Grant the key the permission that the message names, then run again.",
    );
    expect(error.stack).not.toContain("    at ");
  });

  test("takes the directory's own remedy where there is one", () => {
    const it = bench();
    expect(it.service.error({ category: "invalid", cloudCode: "X", message: "m", remedy: "Do this." }, "A").remedy).toBe("Do this.");
  });

  test("shows no secret that the service repeats", () => {
    const it = bench();
    it.secrets.learn("S3cret!pass word");
    const error = it.service.error(
      { category: "invalid", cloudCode: "InvalidParam", message: 'Password "S3cret!pass word" (S3cret%21pass%20word) is weak' },
      "ResetPassword",
    );
    expect(error.message).toContain('Password "[secret]" ([secret]) is weak');
  });
});

test("a defect in a call is not repeated and keeps its text", async () => {
  const it = bench();
  await expect(it.clock.run(it.call("read", [new TypeError("undefined is not a function")]))).rejects.toThrow(
    "undefined is not a function",
  );
  expect(it.sent).toBe(1);
});

test("exclusive tasks run one at a time in the order of asking, and a failure holds up nobody", async () => {
  const it = bench();
  const log: string[] = [];
  const task = (name: string, fails: boolean) =>
    it.service.exclusive(async () => {
      log.push(`${name} starts`);
      await it.clock.sleep(50);
      log.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const results = await it.clock.run(Promise.allSettled([task("a", false), task("b", true), task("c", false)]));
  expect(log).toEqual(["a starts", "a ends", "b starts", "b ends", "c starts", "c ends"]);
  expect(results.map((result) => result.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
});
