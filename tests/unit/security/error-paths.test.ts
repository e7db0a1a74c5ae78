import fc from "fast-check";
import { type Answer, NoAnswer } from "../../../provider/model/service";
import { openService } from "../../../provider/calls/open-service";
import { newCallState } from "../../../provider/calls/shared-state";
import { type DirectoryName, directories } from "../../../provider/directories";
import type { Directory } from "../../../provider/model/kind";
import { RollcallError } from "../../../provider/model/error";
import { newSecrets } from "../../../provider/model/secrets";
import { seeded, VirtualClock } from "../calls/virtual-clock";

/** How services and SDKs write a parameter into what they say. */
const ENCODINGS: readonly ((value: string) => string)[] = [
  (value) => value,
  encodeURIComponent,
  (value) => JSON.stringify(value).slice(1, -1),
  (value) => Buffer.from(value).toString("base64"),
  (value) => new URLSearchParams({ p: value }).toString().slice(2),
];

/** An error in each vendor's form. */
const BODIES: Readonly<Record<DirectoryName, (code: string, message: string) => unknown>> = {
  eds: (Code, Message) => ({ Code, Message, RequestId: "R" }),
  eiam: (Code, Message) => ({ Code, Message, RequestId: "R" }),
  workspace: (error_code, error_msg) => ({ error_code, error_msg }),
  cloudidentity: (Code, Message) => ({ ResponseMetadata: { RequestId: "R", Error: { CodeN: 1, Code, Message } } }),
};

const secret = fc.string({ unit: "grapheme", minLength: 8, maxLength: 24 }).filter((value) => value.trim() === value && value.length >= 8);

describe.each(Object.entries(BODIES))("%s", (name, bodyOf) => {
  const directory = new Map<string, Directory>(Object.entries(directories)).get(name) ?? directories.eds;
  const codes = [...directory.errors.flatMap(({ code }) => (typeof code === "string" ? [code] : [])), "SomethingNew", ""];
  const failures = fc.record({
    secret,
    code: fc.constantFrom(...codes),
    status: fc.constantFrom(400, 401, 403, 404, 409, 429, 500, 503),
    effect: fc.constantFrom("read" as const, "repeatable" as const, "once" as const),
    encode: fc.constantFrom(...ENCODINGS),
    inCode: fc.boolean(),
  });

  test("whatever an error repeats of a secret, no text of ours does", async () => {
    await fc.assert(
      fc.asyncProperty(failures, async ({ secret, code, status, effect, encode, inCode }) => {
        const written = encode(secret);
        const body = bodyOf(inCode ? `${code}.${written}` : code, `The parameter Password=${written} is not good.`);
        const { error, said } = await fail(directory, secret, effect, () => Promise.resolve({ status, headers: {}, body }));
        expect(error).toBeInstanceOf(RollcallError);
        expect(everythingOf(error)).not.toContain(written);
        expect(said.join("\n")).not.toContain(written);
      }),
      { numRuns: 150 },
    );
  });

  test("an answer that cannot be read is not repeated at all", async () => {
    const { error } = await fail(directory, "Canary-Secret-1", "once", () =>
      Promise.resolve({ status: 502, headers: {}, body: undefined, unreadable: "an HTML page" }),
    );
    expect(everythingOf(error)).toContain("an HTML page");
    expect(everythingOf(error)).not.toContain("Canary-Secret-1");
  });

  test("a broken connection says nothing of what was sent", async () => {
    const { error } = await fail(directory, "Canary-Secret-1", "once", () =>
      Promise.reject(new NoAnswer("no-answer", "broke while sending Canary-Secret-1")),
    );
    expect(everythingOf(error)).not.toContain("Canary-Secret-1");
  });
});

/** A call that fails until the service gives up. */
async function fail(
  directory: Directory,
  secret: string,
  effect: "read" | "repeatable" | "once",
  send: () => Promise<Answer>,
): Promise<{ readonly error: unknown; readonly said: readonly string[] }> {
  const clock = new VirtualClock();
  const random = seeded(1);
  const secrets = newSecrets();
  secrets.learn(secret);
  const said: string[] = [];
  const service = openService({
    name: directory.title,
    classify: directory.classify,
    timeoutMs: 1_000,
    secrets,
    shared: newCallState(clock, random),
    say: (line) => said.push(secrets.clean(line)),
    clock,
    random,
    deadlineMs: 30_000,
  });
  const error: unknown = await clock.run(service.call({ operation: "Test", effect, send }).catch((thrown: unknown) => thrown));
  return { error, said };
}

function everythingOf(error: unknown): string {
  return error instanceof RollcallError
    ? [error.message, error.stack, JSON.stringify(error.details()), String(error)].join("\n")
    : String(error);
}
