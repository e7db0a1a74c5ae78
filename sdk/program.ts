import * as pulumi from "@pulumi/pulumi";
import { directories } from "../provider/directories";
import type { Directory } from "../provider/directory";
import { RollcallError } from "../provider/errors/error";
import { readLimits } from "../provider/host/deletion-limits";
import type { SecretPath } from "../provider/host/secret-paths";
import { setOf } from "../provider/lifecycle/set/members";
import type { Fields } from "../provider/user";
import { type Places, placesOf } from "./guard/declared-user";
import { type DeclaredUser, departures, objection } from "./guard/deletion-guard";
import { type ManagedUser, newcomerTest, readManagedUsers } from "./guard/managed-users";
import { oncePerProcess } from "./one-copy";
import { type Candidate, cleanerOf, headCount, problemsOf } from "./problems";
import { runError } from "./run-error";
import { programSettings } from "./settings";

/** A user, or a set of users, as a program declares it before anything is registered. */
export interface Declared {
  readonly directory: Directory;
  readonly kind: "User" | "UserSet";
  /** Resource name. */
  readonly name: string;
  /** The resource's inputs as far as they are known when asked. What depends on other resources is left to the provider's check. */
  known(): Fields;
  /** Where the program marks values as secret, as far as known when asked. */
  secrets(): readonly SecretPath[];
  readonly opts: pulumi.CustomResourceOptions;
}

interface Pending extends Declared {
  readonly places: Places;
  admit(): void;
  refuse(error: Error): void;
}

/** A program that keeps its event loop busy without declaring anybody gets its users registered after this. */
const QUIET_MS = 2_000;

/**
 * Holds every user of the running program back until all of them are validated, so that one bad line creates nobody, and
 * until it is known that the run deletes no more users than the stack allows.
 * The engine stops at the first failing check, possibly after it has created others, so the sdk looks at all of them first:
 * `__provider` is an input that resolves only then.
 */
export class Program {
  private waiting: Pending[] = [];
  private readonly admitted: DeclaredUser[] = [];
  private idleSeen = false;
  /** The program itself has failed: nobody it declared before may go, and whom it did not come to declare is not missing. */
  private failed = false;
  private timer: NodeJS.Timeout | undefined;
  /** Unknown when the stack's last state could not be read. */
  private managed: readonly ManagedUser[] | undefined;

  /** Watches the program that is being run, even if it declares nobody any more. */
  constructor() {
    // Not `hasMonitor`: a copy of the engine library beside the one that runs the program connects only when it is asked to.
    if (pulumi.runtime.getMonitor() === undefined) return;
    this.readManaged();
    // Node's `beforeExit` is the moment at which a program has nothing left to do but wait for us: every constructor that
    // depends on no user has run, after any `await` of the program's own.
    process.once("beforeExit", () => this.decide("at exit"));
    const fail = (): void => void (this.failed = true);
    process.once("uncaughtExceptionMonitor", fail);
    process.once("unhandledRejection", fail);
  }

  /** Registers a declaration; resolves when the user may go to the engine, rejects when any declaration is refused. */
  declare(declared: Declared): Promise<void> {
    return new Promise((admit, refuse) => {
      this.waiting.push({ ...declared, places: placesOf(declared.opts), admit, refuse });
      this.schedule();
    });
  }

  /** Users declared later (in an `apply` on another user) go one tick at a time. */
  private schedule(): void {
    if (this.idleSeen) {
      if (this.waiting.length === 1) setImmediate(() => this.decide("while running"));
      return;
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.decide("while running"), QUIET_MS).unref();
  }

  /**
   * @param when at exit, an error is thrown as the program's own: nothing else shows it without a prefix of the engine's, and
   * the held users then simply never go. Elsewhere (tests with mocks, the Automation API) each of them is refused.
   */
  private decide(when: "at exit" | "while running"): void {
    clearTimeout(this.timer);
    if (this.failed) return;
    this.idleSeen = true;
    const group = this.waiting;
    this.waiting = [];
    const error = this.refusal(group, when);
    if (error === undefined) {
      for (const pending of group) pending.admit();
      return;
    }
    if (when === "at exit") throw error;
    for (const pending of group) pending.refuse(error);
  }

  private refusal(group: readonly Pending[], when: "at exit" | "while running"): Error | undefined {
    const settings = programSettings();
    const isNewcomer = this.managed === undefined ? () => false : newcomerTest(this.managed);
    const candidates = group.map((pending) => candidateOf(pending, isNewcomer));
    const problems = problemsOf(candidates, settings);
    if (problems.length > 0) {
      const bad = new Set(problems.flatMap(({ people }) => people)).size;
      const clean = cleanerOf(candidates);
      const lines = problems.map(({ label, text }) => `  ${label}: ${clean(text)}`);
      const what = bad === 0 ? "this run" : `${bad} of ${headCount(candidates)} users`;
      return runError(`Rollcall refuses ${what}; nothing was created or changed.\n${lines.join("\n")}`);
    }
    this.admitted.push(...group.flatMap(declaredUsers));
    try {
      const found = departures(this.managed ?? [], this.admitted, directories);
      // While the program runs, whoever is missing may still be declared; what is replaced is known already.
      const reason = objection(when === "at exit" ? found : { ...found, leaving: [] }, readLimits(settings));
      return reason === undefined ? undefined : runError(reason);
    } catch (error) {
      if (error instanceof RollcallError) return runError(error.message);
      throw error;
    }
  }

  /** The look-up is a call of the program's own, so the program cannot become idle before it is answered. */
  private readManaged(): void {
    readManagedUsers(directories).then(
      (managed) => (this.managed = managed),
      (error: unknown) => void pulumi.log.warn(`The deletion guard is off for this run: the stack's last state could not be read (${String(error)}).`),
    );
  }
}

function candidateOf({ directory, kind, name, opts, places, known, secrets }: Pending, isNewcomer: ReturnType<typeof newcomerTest>): Candidate {
  const names = [name, ...places.aliases];
  const account = accountOf(opts);
  const isNew = (user: Fields, member?: string): boolean => isNewcomer(directory, names, member, user);
  return { isNew, directory, kind, name, properties: known(), secrets: secrets(), ofDefaultAccount: account === undefined, ...(account !== undefined && { account }) };
}

/** The account that the resource or a component around it names. */
function accountOf({ provider, parent }: pulumi.CustomResourceOptions): pulumi.ProviderResource | undefined {
  return provider ?? parent?.getProvider("pulumi-nodejs:dynamic:Resource");
}

function declaredUsers({ directory, kind, name, places, known }: Pending): readonly DeclaredUser[] {
  const parents = places.parents();
  const resource = { directory: directory.name, resource: name, aliases: places.aliases, ...(parents !== undefined && { parents }) };
  if (kind === "User") return [{ ...resource, fields: known() }];
  return [...setOf(directory, known()).members.values()].map((member) => ({ ...resource, member: member.name, fields: member.fields }));
}

/** The one running program of this process, however many copies of this package declare its users. */
export function program(): Program {
  return oncePerProcess(() => new Program(), isProgram);
}

function isProgram(value: unknown): value is Program {
  return typeof value === "object" && value !== null && "declare" in value;
}
