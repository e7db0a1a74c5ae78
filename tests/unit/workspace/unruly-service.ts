import type { Answer, Service } from "../../../provider/model/service";
import { openService } from "../../../provider/calls/open-service";
import { newCallState } from "../../../provider/calls/shared-state";
import { record } from "../../../provider/model/values";
import { Claims } from "../../../provider/lifecycle/claims";
import { SecretFields } from "../../../provider/lifecycle/secret-fields";
import { NO_DIARY } from "../../../provider/lifecycle/diary";
import type { Context } from "../../../provider/lifecycle/context";
import { workspace } from "../../../provider/workspace";
import { openCalls } from "../../../provider/workspace/user/calls";
import type { Rest } from "../../../provider/workspace/api";

/** How a service may treat the good members of a batch with bad ones: no page says which of these Workspace is. */
export type Manner = "all or nothing" | "stops at the first" | "skips the bad";

interface Account {
  readonly id: string;
  readonly user_name: string;
  readonly when_created: string;
  readonly [field: string]: unknown;
}

const START = Date.UTC(2026, 0, 1);

/** A Workspace of undocumented manners. Users called `bad…` are refused; time passes only when somebody sleeps. */
export class UnrulyService {
  readonly users = new Map<string, Account>();
  /** How often each name was created, which must never be more than once. */
  readonly creations = new Map<string, number>();
  readonly requests: string[] = [];
  private time = START;
  readonly service: Service;

  constructor(
    private readonly manner: Manner,
    private readonly duplicate: { readonly status: number; readonly code: string },
  ) {
    const clock = {
      now: () => this.time,
      sleep: async (ms: number) => {
        await new Promise((resolve) => setImmediate(resolve));
        this.time += ms;
      },
    };
    const secrets = { learn: () => undefined, clean: (text: string) => text };
    const shared = newCallState(clock, () => 0.5);
    this.service = openService({
      name: "Workspace",
      classify: workspace.classify,
      timeoutMs: 1_000,
      secrets,
      shared,
      say: () => undefined,
      clock,
      random: () => 0.5,
    });
  }

  /** Somebody else's user, an hour old. */
  settle(name: string): void {
    this.add({ user_name: name, user_email: `${name}@example.com` }, START - 3_600_000);
  }

  context(): Context {
    const calls = openCalls(this.service, this.rest());
    return {
      kind: workspace.kinds.User,
      service: this.service,
      calls,
      followers: new Map(),
      claims: new Claims(),
      diary: NO_DIARY,
      secretFields: new SecretFields(workspace.kinds.User, this.service.secrets),
      say: () => undefined,
      random: (below) => Math.floor(Math.random() * below),
      token: () => "token",
    };
  }

  private rest(): Rest {
    return {
      read: async (operation, path, _member, query) => {
        const send = async (): Promise<Answer> => this.answerRead(operation, path[1] ?? "", query?.["user_names"]);
        return record(await this.service.call({ operation, effect: "read", send }));
      },
      write: async (operation, effect, _method, _path, body, watch) => {
        const send = async (): Promise<Answer> => {
          const answer = this.answerWrite(operation, record(body));
          watch?.(answer);
          return answer;
        };
        await this.service.call({ operation, effect, send });
      },
    };
  }

  private answerRead(operation: string, id: string, names: unknown): Answer {
    this.requests.push(operation);
    if (operation === "ListUserDetail") {
      const user = [...this.users.values()].find((candidate) => candidate.id === id);
      return user === undefined ? refusal(400, "WKS.00170312") : success({ user_detail: user });
    }
    const wanted = Array.isArray(names) ? names : [];
    // Loose on purpose: longer names match as well.
    const users = [...this.users.values()].filter(({ user_name }) => wanted.some((name) => user_name.startsWith(String(name))));
    return success({ total_count: users.length, users: users.map((user) => ({ ...user, when_created: undefined })) });
  }

  private answerWrite(operation: string, body: Readonly<Record<string, unknown>>): Answer {
    this.requests.push(operation);
    const members = Array.isArray(body["users"]) ? body["users"].map(record) : [];
    let refused: Answer | undefined;
    const accepted: Readonly<Record<string, unknown>>[] = [];
    for (const member of members) {
      const fault = this.faultOf(member);
      refused ??= fault;
      if (fault === undefined && !(this.manner === "stops at the first" && refused !== undefined)) accepted.push(member);
    }
    if (refused === undefined || this.manner !== "all or nothing") for (const member of accepted) this.add(member, this.time);
    return refused ?? success(undefined);
  }

  private faultOf(member: Readonly<Record<string, unknown>>): Answer | undefined {
    const name = String(member["user_name"]);
    if (JSON.stringify(member["group_ids"] ?? []).includes("wrong")) return refusal(400, "WKS.00170208");
    if (this.users.has(name)) return refusal(this.duplicate.status, this.duplicate.code);
    return name.startsWith("bad") ? refusal(400, "WKS.0001") : undefined;
  }

  private add(member: Readonly<Record<string, unknown>>, createdAt: number): void {
    const name = String(member["user_name"]);
    const times = (this.creations.get(name) ?? 0) + 1;
    this.creations.set(name, times);
    this.users.set(name, { ...member, id: `id-${name}-${times}`, user_name: name, when_created: new Date(createdAt).toISOString() });
  }
}

function success(body: unknown): Answer {
  return { status: 200, headers: {}, body };
}

function refusal(status: number, code: string): Answer {
  return { status, headers: {}, body: { error_code: code, error_msg: "refused" } };
}
