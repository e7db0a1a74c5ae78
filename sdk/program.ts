import * as pulumi from "@pulumi/pulumi";
import type { Directory } from "../provider/directory";
import { RollcallError } from "../provider/errors/error";
import { Settings } from "../provider/host/settings";
import { UNKNOWN } from "../provider/lifecycle/unknown";
import { describeViolation, validateUser } from "../provider/lifecycle/validate";
import { withoutUndefined } from "../provider/lifecycle/outputs";
import type { Fields } from "../provider/user";

/** A user as a program declares it, before anything is registered. */
export interface Declared {
  readonly directory: Directory;
  /** Resource name. */
  readonly name: string;
  readonly declared: Readonly<Record<string, unknown>>;
  readonly opts: pulumi.CustomResourceOptions;
}

interface Pending extends Declared {
  /** Values known so far. What depends on other resources is still missing; the provider's check will see it. */
  readonly values: Map<string, unknown>;
  admit(): void;
  refuse(error: Error): void;
}

/** A program that keeps its event loop busy without declaring anybody gets its users registered after this. */
const QUIET_MS = 2_000;

/**
 * Holds every user of the running program back until all of them are validated, so that one bad line creates nobody.
 * The engine stops at the first failing check, possibly after it has created others, so the sdk looks at all of them first:
 * `__provider` is an input that resolves only then.
 */
export class Program {
  private waiting: Pending[] = [];
  private admittedOnce = false;
  private timer: NodeJS.Timeout | undefined;

  /** Registers a declaration; resolves when the user may go to the engine, rejects when any declaration is refused. */
  declare(declared: Declared): Promise<void> {
    return new Promise((admit, refuse) => {
      const pending: Pending = { ...declared, values: new Map(), admit, refuse };
      for (const [field, value] of Object.entries(declared.declared)) {
        pulumi.all([value]).apply(([known]) => pending.values.set(field, known));
      }
      this.waiting.push(pending);
      this.schedule();
    });
  }

  /**
   * Node's `beforeExit` is the moment at which a program has nothing left to do but wait for us: every constructor that
   * depends on no user has run, after any `await` of the program's own. Later users (made in an `apply`) go one tick at a time.
   */
  private schedule(): void {
    if (this.admittedOnce) {
      if (this.waiting.length === 1) setImmediate(() => this.admitAll());
      return;
    }
    if (this.waiting.length === 1) process.once("beforeExit", () => this.admitAll("at exit"));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.admitAll(), QUIET_MS).unref();
  }

  /**
   * @param when at exit, an error is thrown as the program's own: nothing else shows it without a prefix of the engine's, and
   * the held users then simply never go. Elsewhere (tests with mocks, the Automation API) each of them is refused.
   */
  private admitAll(when: "at exit" | "while running" = "while running"): void {
    clearTimeout(this.timer);
    this.admittedOnce = true;
    const group = this.waiting;
    this.waiting = [];
    if (group.length === 0) return;
    const problems = [...settingsProblems(group), ...group.flatMap(problemsOf), ...duplicates(group)];
    if (problems.length === 0) {
      for (const pending of group) pending.admit();
      return;
    }
    const bad = new Set(problems.map(({ name }) => name)).size;
    const lines = problems.map(({ name, text }) => `  ${name}: ${text}`);
    const error = new pulumi.RunError(`Rollcall refuses ${bad} of ${group.length} users; nothing was created or changed.\n${lines.join("\n")}`);
    if (when === "at exit") throw error;
    for (const pending of group) pending.refuse(error);
  }
}

interface Problem {
  readonly name: string;
  readonly text: string;
}

function settingsProblems(group: readonly Pending[]): readonly Problem[] {
  const first = group.find(({ opts }) => opts.provider === undefined && opts.parent === undefined);
  if (first === undefined) return [];
  const config = new pulumi.Config("rollcall");
  try {
    new Settings({ config: (name) => config.get(name.replace(/^rollcall:/, "")), environment: process.env }).target();
    return [];
  } catch (error) {
    if (error instanceof RollcallError) return [{ name: "configuration", text: error.message }];
    throw error;
  }
}

function problemsOf(pending: Pending): readonly Problem[] {
  return validateUser(pending.directory, knownFields(pending)).map((violation) => ({
    name: `${pending.directory.name}:User "${pending.name}"`,
    text: describeViolation(violation),
  }));
}

/** Two resources for one account would overwrite each other at every run. */
function duplicates(group: readonly Pending[]): readonly Problem[] {
  const seen = new Map<string, Pending>();
  return group.flatMap((pending) => {
    const { directory, opts } = pending;
    const key = pending.values.get(directory.naturalKey);
    if (key === undefined || opts.provider !== undefined || opts.parent !== undefined) return [];
    const place = JSON.stringify([directory.name, key, ...directory.parentFields.map((field) => pending.values.get(field))]);
    const other = seen.get(place);
    seen.set(place, pending);
    if (other === undefined) return [];
    return [{ name: `${directory.name}:User "${pending.name}"`, text: `${directory.naturalKey} ${JSON.stringify(key)} is declared already by "${other.name}". Remove one of the two.` }];
  });
}

function knownFields(pending: Pending): Fields {
  return withoutUndefined(Object.fromEntries(Object.keys(pending.declared).map((field) => [field, pending.values.has(field) ? pending.values.get(field) : UNKNOWN])));
}

let current: Program | undefined;

/** The one running program of this process. */
export function program(): Program {
  return (current ??= new Program());
}
