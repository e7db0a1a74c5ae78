import type { Service } from "../../../provider/model/service";
import type { Directory } from "../../../provider/model/kind";
import type { KindCalls } from "../../../provider/model/kind-calls";
import { eds } from "../../../provider/eds";
import type { Category } from "../../../provider/model/category";
import { RollcallError } from "../../../provider/model/error";
import { Claims } from "../../../provider/lifecycle/claims";
import { SecretFields } from "../../../provider/lifecycle/secret-fields";
import type { Context } from "../../../provider/lifecycle/context";
import type { DiaryEntry } from "../../../provider/lifecycle/diary";
import type { Fields, Json, Observed } from "../../../provider/model/values";

/** A cloud in a Map behind the lifecycle's own interface: what the lifecycle decides is tested without any wire. */
export class FakeCloud {
  readonly users = new Map<string, Record<string, Json>>();
  readonly log: string[] = [];
  /** What a file would keep of the runs. */
  readonly diary: DiaryEntry[] = [];
  /** Names of which the diary was told that they are secret, once for each note. */
  readonly hiddenNames: string[] = [];
  /** Failures to throw at the next calls of a name, in order; `after` runs the effect first, as a lost response does. */
  readonly faults = new Map<string, { readonly category: Category; readonly after?: boolean }[]>();
  /** Look-ups that still find nobody, whatever is stored. */
  invisible = 0;
  createdAt: number | undefined;
  time = 1_000_000;

  constructor(readonly directory: Directory = eds) {}

  fail(call: string, category: Category, after = false): void {
    this.faults.set(call, [...(this.faults.get(call) ?? []), { category, after }]);
  }

  context(): Context {
    const learned: string[] = [];
    const service = {
      now: () => this.time,
      sleep: async (ms: number) => void (this.time += ms),
      secrets: {
        learn: (value: string) => void learned.push(value),
        clean: (text: string) => learned.reduce((clean, value) => clean.split(value).join("[secret]"), text),
      },
    } as Partial<Service> as Service;
    return {
      kind: this.directory.kinds.User,
      service,
      calls: this.calls(),
      followers: new Map(),
      claims: new Claims(),
      diary: {
        note: (entry, hidden) => {
          this.diary.push({ at: new Date(this.time).toISOString(), ...entry });
          if (hidden === true) this.hiddenNames.push(entry.key);
        },
        left: () => [],
        know: () => undefined,
        hides: () => false,
      },
      secretFields: new SecretFields(this.directory.kinds.User, service.secrets),
      say: (line) => void this.log.push(`say ${line}`),
      random: (below) => Math.floor(Math.random() * below),
      token: () => "token",
    };
  }

  calls(): KindCalls {
    const key = this.directory.kinds.User.naturalKey;
    return {
      create: (user) =>
        this.run("create", () => {
          const name = String(user[key]);
          if (this.users.has(name)) throw failure("already-exists");
          this.users.set(name, { ...this.defaults(), ...carried(this.directory, user) });
          return { id: name, key: name };
        }),
      find: (name) => this.run("find", () => this.look(name)),
      read: (ref) => this.run("read", () => this.look(ref.id)),
      remove: (ref) =>
        this.run("remove", () => {
          if (!this.users.delete(ref.id)) throw failure("not-found");
        }),
      forget: () => undefined,
      steps: Object.entries(this.directory.kinds.User.fields)
        .filter(([, spec]) => spec.change.kind === "in-place" || (spec.change.kind === "write-only" && spec.change.by !== undefined))
        .map(([name]) => ({
          fields: [name],
          apply: (change) =>
            this.run(`set ${name}`, () => {
              const user = this.users.get(change.ref.id);
              if (user === undefined) throw failure("not-found");
              this.users.set(change.ref.id, { ...user, [name]: change.desired[name] ?? "" });
            }),
        })),
      list: async function* () {
        yield* [];
      },
    };
  }

  private look(name: string): Observed | undefined {
    if (this.invisible > 0) {
      this.invisible--;
      return undefined;
    }
    const user = this.users.get(name);
    if (user === undefined) return undefined;
    const readable = Object.entries(user).filter(([field]) => this.directory.kinds.User.fields[field]?.readBack !== "never");
    return {
      ref: { id: name, key: name },
      fields: Object.fromEntries(readable),
      computed: {},
      ...(this.createdAt !== undefined && { createdAt: this.createdAt }),
    };
  }

  private defaults(): Record<string, Json> {
    const entries = Object.entries(this.directory.kinds.User.fields).flatMap(([name, spec]) =>
      spec.serviceDefault === undefined ? [] : [[name, spec.serviceDefault as Json] as const],
    );
    return Object.fromEntries(entries);
  }

  private async run<T>(call: string, effect: () => T): Promise<T> {
    this.log.push(call);
    const fault = this.faults.get(call)?.shift();
    if (fault === undefined) return effect();
    if (fault.after === true) effect();
    throw failure(fault.category);
  }
}

export function failure(category: Category): RollcallError {
  return new RollcallError({ code: "ERR_CLOUD", category, summary: `the cloud said ${category}`, remedy: "Run again." });
}

function carried(directory: Directory, user: Fields): Fields {
  return Object.fromEntries(
    Object.entries(user).filter(
      ([name]) => directory.kinds.User.fields[name]?.atCreate !== false && directory.kinds.User.fields[name]?.change.kind !== "option",
    ),
  );
}
