import type { Behaviour } from "./behaviour";
import type { Random } from "./random";
import type { Tables } from "./store/tables";
import type { WireAnswer, WireRequest } from "./wire";

/** What a service may use while it answers one request. Nothing else: no clock, no randomness, no I/O of its own. */
export interface ServiceContext {
  /** The stored world. Everything put or deleted during one request is committed as one journal entry. */
  readonly tables: Tables;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Seeded; from 0 (inclusive) to 1 (exclusive). */
  readonly random: Random;
  /** What this emulator accepts and shows at start-up. */
  readonly identity: Identity;
  /** What was chosen at the start. */
  readonly behaviour: Behaviour;
  /** How long a created user stays invisible to reads, and a group or unit to lists, in milliseconds (fault `late-visibility`). 0 = at once. */
  readonly visibilityDelayMs: number;
  /**
   * True the first time this emulator sees the text within the last hour: nonces of signatures that must not be used twice.
   * Not part of the stored world.
   */
  readonly firstUse?: (text: string) => boolean;
  /** Whether this member of a batch is to fail alone (fault `partial`); asked once per member, by natural key or id. */
  readonly refusesMember?: (member: string) => boolean;
}

/** Whether reads show already the user, and lists the group or unit, that was made at that time. */
export function isVisible(
  madeAt: number,
  { visibilityDelayMs, now }: Pick<ServiceContext, "visibilityDelayMs" | "now">,
): boolean {
  return visibilityDelayMs === 0 || madeAt + visibilityDelayMs <= now();
}

/** How old the groups and units of a new world are, in milliseconds: lists have long shown them. */
export const FURNISHED_AGE_MS = 24 * 60 * 60 * 1000;

/** Keys, token and parents that the emulator prints in its start-up line. */
export interface Identity {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly eiam: { readonly instanceId: string; readonly rootOrganizationalUnitId: string };
  readonly workspace: { readonly projectId: string; readonly authToken: string };
}

/** One emulated service: what answers on the port, and how it fails. */
export interface EmulatedService {
  /** First part of ledger names. */
  readonly name: string;
  /**
   * Whether the service refuses a write that arrives while another one is still in progress, its latency included: the
   * core then answers `faultAnswer("concurrent")` to the later one. Absent = writes may overlap.
   */
  readonly serialWrites?: boolean;
  /** Whether the request is meant for this service, judged by path, headers and query as a gateway would. */
  claims(request: WireRequest): boolean;
  /**
   * Ledger name behind `<service>:`: the action (`CreateUsers`), or method and path template
   * (`POST /v2/{project_id}/users/batch-create`). `undefined` when no such operation exists.
   */
  operation(request: WireRequest): string | undefined;
  /** Whether the operation changes the stored world. Decides which faults apply (a lost response after the effect…). */
  writes(request: WireRequest): boolean;
  /** Verifies the signature, applies the service's own rules and answers. Never throws for a bad request. */
  handle(request: WireRequest, context: ServiceContext): WireAnswer;
  /** The service's own wire form of a gateway fault, so that faults look as they do on the real service. */
  faultAnswer(
    fault: "throttle" | "server-error" | "expired-credentials" | "forbidden" | "quota" | "concurrent",
    request: WireRequest,
    retryAfterSeconds?: number,
  ): WireAnswer;
  /**
   * Edits (`set`, wire names) or removes a user behind the provider's back. `user` is the natural key or the id.
   * Returns false when there is no such user. Absent: the service has no users.
   */
  drift?(
    tables: Tables,
    user: string,
    change: { readonly set?: Readonly<Record<string, unknown>>; readonly remove?: boolean },
    now: number,
  ): boolean;
  /** Natural keys or ids of the users a request names, where it does; the faults of another hand strike one of them. */
  addressed?(request: WireRequest): readonly string[];
}

/** A service that keeps users. */
export interface EmulatedDirectory extends EmulatedService {
  drift: NonNullable<EmulatedService["drift"]>;
  /** Stored users for `GET /_rollcall/users`, wire-named, passwords as salted hashes only. */
  users(tables: Tables): readonly Readonly<Record<string, unknown>>[];
  /** Further controls, `POST /_rollcall/<service>/<name>` with a JSON object. Throws `ControlError` for a bad body. */
  readonly controls?: Readonly<
    Record<string, (tables: Tables, body: Readonly<Record<string, unknown>>, now: number) => unknown>
  >;
  /** What a program must set to reach the service beside endpoint and keys, such as an instance, by the name of the setting. */
  settings?(identity: Identity): Readonly<Record<string, string>>;
  /** Fills an empty world with what the service has before its first user: root organisation, demo groups, the instance. */
  furnish(tables: Tables, identity: Identity, now: number): void;
}
