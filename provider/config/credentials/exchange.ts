import { isRepeatable } from "../../model/category";
import { type ErrorCode, RollcallError } from "../../model/error";
import { newSecrets } from "../../model/secrets";
import { type Answer, clockOff, dateOf, type Failure, NoAnswer, noVerdict } from "../../model/service";
import { TRUNCATED } from "../../vendors/http";
import type { KeyExchange, TemporaryKeys } from "../../vendors/key-exchange";
import type { Held } from "./source";
import type { World } from "./world";

/** Longest wait for one answer, in milliseconds, and attempts while the cloud fails or limits calls. A refusal is never repeated. */
const PATIENT = { timeoutMs: 10_000, attempts: 3 };
const FIRST_PAUSE_MS = 500;
/** Longest pause that a cloud may ask for: nothing else goes on while keys are fetched. */
const LONGEST_PAUSE_MS = 60_000;
/** A pause this long is worth a line, in milliseconds. */
const TELL_FROM_MS = 5_000;

/** How long and how often a cloud is asked. */
export interface Patience {
  readonly timeoutMs: number;
  readonly attempts: number;
}

/** What an exchange is made with. */
export interface Exchanging {
  readonly world: Pick<World, "network" | "sleep" | "say">;
  /** Title of the source that needs it, for texts. */
  readonly source: string;
  /** What the request carries and no text may show. */
  readonly secrets: readonly string[];
  readonly patience?: Patience;
}

/** Sends an exchange of keys; the expiry is counted from the cloud's clock, so that this machine's need not be right. */
export async function exchangeKeys(exchange: KeyExchange<TemporaryKeys>, exchanging: Exchanging): Promise<Held> {
  const { value, answer } = await send(exchange, exchanging);
  const { credentials, expiresAt, servedAt } = value;
  if (expiresAt === undefined) return { credentials };
  const { now } = exchanging.world.network;
  const left = expiresAt - (servedAt ?? dateOf(answer) ?? now());
  if (left > 0) return { credentials, expiresAt: now() + left };
  throw problem(exchange, exchanging, {
    category: "auth",
    cloudCode: "",
    message: "the keys it gave out had run out already",
    remedy: "Run again in a minute; if it stays, the service hands out old keys.",
  });
}

/** Sends an exchange and gives what it brought. @throws RollcallError naming source and operation, cleaned of secrets */
export async function send<T>(
  exchange: KeyExchange<T>,
  exchanging: Exchanging,
): Promise<{ readonly value: T; readonly answer: Answer }> {
  const { timeoutMs, attempts } = exchanging.patience ?? PATIENT;
  for (let attempt = 1; ; attempt++) {
    const outcome = await once(exchange, timeoutMs);
    if ("value" in outcome) return outcome;
    const { failure, answer } = outcome;
    if (attempt >= attempts || !isRepeatable(failure.category)) throw problem(exchange, exchanging, failure, answer);
    const pause = Math.min(failure.retryAfterMs ?? FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS);
    if (pause >= TELL_FROM_MS) exchanging.world.say(waiting(pause, exchange, exchanging, failure));
    await exchanging.world.sleep(pause);
  }
}

function waiting<T>(ms: number, exchange: KeyExchange<T>, { source, secrets }: Exchanging, failure: Failure): string {
  const known = newSecrets(secrets);
  const code = failure.cloudCode === "" ? "" : ` (${known.clean(failure.cloudCode)})`;
  const reason = failure.category === "throttled" ? "limits calls" : "failed";
  return `waiting ${Math.round(ms / 1000)} s for keys of ${source}: ${exchange.operation} at ${exchange.host} ${reason}${code}`;
}

type Outcome<T> =
  { readonly value: T; readonly answer: Answer } | { readonly failure: Failure; readonly answer?: Answer };

async function once<T>(exchange: KeyExchange<T>, timeoutMs: number): Promise<Outcome<T>> {
  try {
    const answer = await exchange.send(timeoutMs);
    // What broke off on the way may come whole the next time; a page of somebody else's stays one.
    if (answer.unreadable === TRUNCATED && answer.status < 300)
      return { failure: noVerdict(answer, "the answer broke off"), answer };
    if (answer.unreadable !== undefined) return { failure: unreadable(answer, answer.unreadable), answer };
    const failure = exchange.classify(answer);
    if (failure !== undefined) return { failure, answer };
    const value = exchange.read(answer);
    if (value !== undefined) return { value, answer };
    const isEmpty = answer.body === undefined && answer.status < 300;
    return {
      failure: isEmpty ? noVerdict(answer, "the answer was empty") : unreadable(answer, "no keys in it"),
      answer,
    };
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return { failure: { category: error.category, cloudCode: "", message: error.message } };
  }
}

function unreadable({ status }: Answer, what: string): Failure {
  return {
    category: status === 429 ? "throttled" : status >= 500 ? "transient" : "routing",
    cloudCode: "",
    message: `the answer was not one of this service: ${what}`,
    status,
    remedy: "Check the endpoint, and whether a proxy or firewall on the way answers in the service's place.",
  };
}

const CODES: Partial<Record<Failure["category"], ErrorCode>> = {
  forbidden: "ERR_FORBIDDEN",
  throttled: "ERR_THROTTLED",
  transient: "ERR_UNREACHABLE",
  "no-answer": "ERR_UNREACHABLE",
  unreachable: "ERR_UNREACHABLE",
  routing: "ERR_CONFIG",
  invalid: "ERR_CONFIG",
};

function problem<T>(
  { operation, host }: KeyExchange<T>,
  { source, secrets, world }: Exchanging,
  failure: Failure,
  answer?: Answer,
): RollcallError {
  const known = newSecrets(secrets);
  const code = CODES[failure.category] ?? "ERR_AUTH";
  const off = answer === undefined ? undefined : clockOff(answer, world.network.now());
  const message = known.clean(failure.message).replace(/[.\s]+$/, "");
  return new RollcallError({
    code,
    summary: `${source}: ${operation} at ${host} failed: ${message}. No other keys are tried.${off === undefined ? "" : ` This machine's clock is ${off} the cloud's.`}`,
    remedy:
      off === undefined ? (failure.remedy ?? REMEDIES[code] ?? OTHER_REMEDY) : "Set this machine's clock, best by NTP.",
    // Nothing of what the run is about was sent, whatever became of the exchange.
    category: code === "ERR_UNREACHABLE" ? "unreachable" : code === "ERR_CONFIG" ? "auth" : failure.category,
    ...(failure.cloudCode !== "" && { cloudCode: known.clean(failure.cloudCode) }),
    ...(failure.requestId !== undefined && { requestId: failure.requestId }),
    ...(failure.status !== undefined && { status: failure.status }),
  });
}

const OTHER_REMEDY = "Check the keys or the token that this source begins with, and this machine's clock.";
const REMEDIES: Partial<Record<ErrorCode, string>> = {
  ERR_FORBIDDEN: "Allow the owner of the source's keys to take on the role, and name the owner in its trust policy.",
  ERR_UNREACHABLE: "Check the network between this machine and the host, then run again.",
  ERR_CONFIG: "Correct what the message names, or the endpoint.",
  ERR_THROTTLED: "Run again later.",
};
