import type { Behaviour } from "../../../emulator/behaviour";
import { seededRandom } from "../../../emulator/random";
import type { EmulatedDirectory, Identity, ServiceContext } from "../../../emulator/service";
import type { Tables } from "../../../emulator/store/tables";
import { Transaction, World } from "../../../emulator/store/world";
import { type WireAnswer, type WireRequest, wireRequest } from "../../../emulator/wire";

/** What a client reads off the wire: a JSON body parsed, an empty one as `undefined`. */
export interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A service over plain maps, with a clock that stands still until a test moves it. */
export interface HandlerWorld {
  now: number;
  visibilityDelayMs: number;
  refuses: ReadonlySet<string>;
  behaviour: Behaviour;
  readonly identity: Identity;
  readonly tables: Tables;
  /** Sends one request straight to the handler, past sockets, store and faults. */
  send(method: string, target: string, headers: Readonly<Record<string, string>>, body: string): Received;
}

export const testIdentity: Identity = {
  accessKeyId: "testId",
  accessKeySecret: "testSecret",
  eiam: { instanceId: "idaas_x", rootOrganizationalUnitId: "ou_x" },
  workspace: { projectId: "0bec5db98280d2d02fd6c00c2de791ce", authToken: "test-token" },
};

export function handlerWorld(service: EmulatedDirectory): HandlerWorld {
  // One transaction that is never committed: what a request puts, the next one sees.
  const tables = new Transaction(new World(), false);
  const random = seededRandom(7);
  const world: HandlerWorld = {
    now: Date.UTC(2026, 0, 2, 3, 4, 5),
    visibilityDelayMs: 0,
    refuses: new Set(),
    behaviour: {},
    identity: testIdentity,
    tables,
    send(method, target, headers, body) {
      const request = requestOf(method, target, headers, body);
      if (!service.claims(request)) throw new Error(`${service.name} does not claim ${method} ${target}`);
      const context: ServiceContext = {
        tables,
        now: () => world.now,
        random,
        identity: testIdentity,
        behaviour: world.behaviour,
        visibilityDelayMs: world.visibilityDelayMs,
        refusesMember: (member) => world.refuses.has(member),
      };
      return receive(service.handle(request, context));
    },
  };
  service.furnish(tables, testIdentity, world.now);
  return world;
}

export function requestOf(method: string, target: string, headers: Readonly<Record<string, string>>, body: string): WireRequest {
  const request = wireRequest(method, target, headers, Buffer.from(body));
  if (request === undefined) throw new Error(`malformed target ${target}`);
  return request;
}

export function receive(answer: WireAnswer): Received {
  const body: unknown = answer.body === undefined ? undefined : JSON.parse(JSON.stringify(answer.body));
  return { status: answer.status, headers: answer.headers ?? {}, body };
}
