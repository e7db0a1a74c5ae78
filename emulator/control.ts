import { errorText, isObject, type JsonObject, parseJson } from "./untyped";
import { ControlError } from "./drift";
import type { Faults } from "./faults/faults";
import { FaultSpecError } from "./faults/fault-spec-error";
import { parseFaults } from "./faults/spec-json";
import { publicKeys } from "./keys/id-tokens";
import { idTokenAnswer } from "./keys/issuer";
import type { Ledger } from "./ledger";
import type { EmulatedDirectory } from "./service";
import type { Store } from "./store/store";
import type { WireAnswer, WireRequest } from "./wire";

const PREFIX = "/_rollcall/";

/** What the control API works with. */
export interface ControlParts {
  readonly directories: readonly EmulatedDirectory[];
  readonly store: Store;
  readonly ledger: Ledger;
  readonly faults: Faults;
  readonly now: () => number;
}

type Route = (request: WireRequest) => Promise<WireAnswer> | WireAnswer;

function jsonObject(value: unknown, what: string): JsonObject {
  if (!isObject(value)) throw new ControlError(`${what} must be a JSON object`);
  return value;
}

function parseBody(request: WireRequest): JsonObject {
  const parsed = parseJson(request.body.toString("utf8"));
  if (parsed === undefined) throw new ControlError("the request body is not JSON");
  return jsonObject(parsed, "the request body");
}

/** A page in a browser on this machine could reach the port too, by a form or by a name that leads to 127.0.0.1. */
function isFromWebPage({ headers }: WireRequest): boolean {
  return headers["origin"] !== undefined || !/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers["host"] ?? "");
}

/** `/_rollcall/…`: what tests and people use to look at the emulator and to act behind a provider's back. Unsigned, loopback only. */
export class Control {
  readonly #routes: Readonly<Record<string, Route>>;

  constructor(private readonly parts: ControlParts) {
    this.#routes = {
      "GET calls": (request) => ({
        status: 200,
        body: request.query.get("detail") === "1" ? parts.ledger.details() : parts.ledger.counts(),
      }),
      "DELETE calls": () => {
        parts.ledger.reset();
        parts.faults.resetTotals();
        return { status: 204 };
      },
      "GET faults": () => ({ status: 200, body: parts.faults.report() }),
      "POST faults": (request) => this.#setFaults(request.body.toString("utf8")),
      "DELETE faults": () => this.#setFaults(""),
      "GET users": () => this.#users(),
      "POST drift": (request) => this.#drift(parseBody(request)),
      "GET oidc/token": (request) => idTokenAnswer(request, parts.store.identity, parts.now()),
      "GET oidc/keys": () => ({ status: 200, body: publicKeys(parts.store.identity) }),
    };
  }

  claims(request: WireRequest): boolean {
    return request.path.startsWith(PREFIX);
  }

  async handle(request: WireRequest): Promise<WireAnswer> {
    if (isFromWebPage(request)) return { status: 403, body: { message: "The controls are not for web pages." } };
    const name = `${request.method} ${request.path.slice(PREFIX.length)}`;
    const route = Object.hasOwn(this.#routes, name) ? this.#routes[name] : this.#serviceControl(name);
    if (route === undefined)
      return { status: 404, body: { message: `No such control. Known: ${Object.keys(this.#routes).join(", ")}.` } };
    try {
      return await route(request);
    } catch (error) {
      if (error instanceof ControlError || error instanceof FaultSpecError)
        return { status: 400, body: { message: error.message } };
      return { status: 500, body: { message: errorText(error, "message") ?? "unknown failure" } };
    }
  }

  /** `POST eiam/custom-fields` and the like: what one service offers beyond the common controls. */
  #serviceControl(name: string): Route | undefined {
    const { directories, store, now } = this.parts;
    for (const service of directories) {
      for (const [control, act] of Object.entries(service.controls ?? {})) {
        if (name !== `POST ${service.name}/${control}`) continue;
        return async (request) => ({
          status: 200,
          body: await store.write((tables) => act(tables, parseBody(request), now())),
        });
      }
    }
    return undefined;
  }

  #setFaults(spec: string): WireAnswer {
    this.parts.faults.replace(parseFaults(spec));
    return { status: 200, body: this.parts.faults.report() };
  }

  async #users(): Promise<WireAnswer> {
    const { directories, store } = this.parts;
    const body = await store.read((tables) =>
      Object.fromEntries(directories.map((service) => [service.name, service.users(tables)])),
    );
    return { status: 200, body };
  }

  async #drift(body: JsonObject): Promise<WireAnswer> {
    const service = this.parts.directories.find((candidate) => candidate.name === body["service"]);
    if (service === undefined)
      throw new ControlError(`service must be one of ${this.parts.directories.map(({ name }) => name).join(", ")}`);
    const user = body["user"];
    if (typeof user !== "string") throw new ControlError("user must be the natural key or id of a user");
    const remove = body["remove"] === true;
    const set = body["set"] === undefined ? undefined : jsonObject(body["set"], "set");
    if (remove === (set !== undefined))
      throw new ControlError("give either set, an object of wire names, or remove: true");
    const change = set === undefined ? { remove } : { set };
    const found = await this.parts.store.write((tables) => service.drift(tables, user, change, this.parts.now()));
    return found ? { status: 204 } : { status: 404, body: { message: `${service.name} has no user ${user}` } };
  }
}
