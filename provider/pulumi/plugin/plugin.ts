import { type SettingTable, settingTable } from "../../config/setting-table";
import type { SettingSources } from "../../config/settings";
import type { Context } from "../../lifecycle/context";
import { kindPlaceOf } from "../../lifecycle/many/members";
import { KeptAccounts } from "../../lifecycle/kept-accounts";
import type { Directory, Kind } from "../../model/kind";
import { configError, unlessGone } from "../../model/error";
import type { Fields } from "../../model/values";
import { whole } from "../showable";
import { readSet } from "../set-form";
import { checkConfiguration } from "./configuration";
import { pathProblem } from "../member-text";
import type { Known } from "../moved-account";
import { elsewhere, placed } from "../place";
import { MovedAccount } from "./moved-account";
import type { Managed } from "../held-by-program";
import { createdPreview, detailedDiff, checkFailure, updatedPreview } from "./answers";
import { Comparisons, type Former } from "./comparisons";
import { requireNotDynamic } from "./dynamic-owners";
import type { Exported } from "./exported-resources";
import { checkedInputs, readResource, type Served, servedTypes } from "./served";
import type { Asked, Checked, Diffed, ResourceState } from "./messages";
import { Quiet } from "./quiet";
import { RunGuard } from "./run-guard";
import { type Session, type SessionOptions, Sessions } from "./sessions";
import { StackState } from "./stack-state";
import { type Opened, openOwn } from "./wire-values";

/** What a plugin process is made of. */
export interface PluginOptions extends SessionOptions {
  readonly directories: Readonly<Record<string, Directory>>;
  /** What the engine writes of a stack; `undefined` where it cannot be asked. */
  readonly exported?: Exported;
}

/**
 * The engine's provider protocol over the lifecycle, without its wire: one object a process. Properties come and go as the
 * engine writes them: secrets in envelopes, unknown values as its sentinel. Nothing happens before `configure`.
 */
export class Plugin {
  readonly guard = new RunGuard();
  readonly quiet = new Quiet();
  private readonly types: ReadonlyMap<string, Served>;
  private readonly settings: SettingTable;
  private readonly sessions: Sessions;
  private readonly moved: MovedAccount;
  private readonly state: StackState;
  private account: string | undefined;
  private readonly comparisons: Comparisons;
  private readonly keptAccounts = new KeptAccounts();

  constructor(options: PluginOptions) {
    this.types = servedTypes(options.directories);
    this.sessions = new Sessions(options, this.types, this.guard, this.quiet);
    this.settings = settingTable(Object.values(options.directories));
    this.moved = new MovedAccount(this.settings);
    this.state = new StackState(this.types, this.settings, options.exported ?? (() => undefined));
    this.comparisons = new Comparisons(this.moved, this.state, this.guard);
  }

  checkConfig(olds: unknown, news: unknown): Checked {
    const { inputs, failures } = checkConfiguration(this.settings, news);
    return { inputs: this.moved.noted(olds, inputs), failures };
  }

  /** Never answers that an account must be replaced, for that would replace everybody in it; a difference makes `diff` look. */
  diffConfig(olds: unknown, news: unknown): void {
    this.moved.compare(olds, news);
  }

  /** @param account the provider resource, as state refers to it; older engines do not tell */
  configure(args: unknown, account?: string): void {
    this.sessions.configure(args);
    this.moved.configure(args);
    this.account = account;
  }

  /**
   * Learns the people of the stack's last state, which only a component of Rollcall in the program can ask for. Groups and units do
   * not count.
   * @param isWhole they are all in the account of this process
   * @param spared the same with the engine's own options, which takes a second to ask for
   */
  know(managed: readonly Managed[], isWhole: boolean, spared?: () => readonly Managed[] | undefined): void {
    const people = managed.filter(isPerson);
    this.comparisons.know(people);
    if (isWhole) this.guard.know(people, () => spared?.()?.filter(isPerson));
  }

  /** The settings of the account that this process serves, for look-ups by name. */
  sources(): SettingSources {
    return this.sessions.sources();
  }

  /**
   * A component is about to declare these people. The engine may come to ask about them only when a set's update is over, or not at all in
   * this run (`--target`), and they are nobody who leaves. Where no session opens nobody's account can end, and the check says why.
   */
  async expect(urn: string, people: readonly { readonly kind: Kind; readonly fields: Fields }[]): Promise<void> {
    for (const { kind, fields } of people) {
      this.guard.have(kind, [fields]);
      const session = await this.sessions.of(kind).catch(() => undefined);
      session?.claims.expect(kindPlaceOf(session.kind, fields), urn);
    }
  }

  async check(asked: Asked, olds: unknown, news: unknown): Promise<Checked> {
    return this.sessions.answering(asked, async ({ served, context }) => {
      const { operations, kind } = served;
      const before = openOwn(olds);
      const after = served.complete(openOwn(news), before);
      this.quiet.hear();
      this.comparisons.declare(asked.urn);
      if (Object.keys(before.values).length > 0) this.guard.check(served.people(before.values).length);
      operations.mark(context, before.values, served.fieldsOf(before.values, before.secret));
      const secret = served.fieldsOf(after.values, after.secret);
      const refusals = operations.check(context, before.values, after.values, secret);
      const clean = (text: string): string => context.service.secrets.clean(text);
      if (refusals.length > 0)
        return {
          inputs: after.values,
          failures: refusals.map((refusal) => checkFailure(kind, after, readSet(before.values), refusal, clean)),
        };
      const inputs = checkedInputs(served, context, before.values, after.values, secret);
      this.comparisons.await(asked.urn, inputs);
      return { inputs: served.seal(inputs, after.secret), failures: [] };
    });
  }

  /** @param ignored what the option `ignoreChanges` names; the check, where the engine has applied it already, is not told */
  async diff(asked: Asked, id: string, olds: unknown, news: unknown, ignored: readonly string[] = []): Promise<Diffed> {
    return this.sessions.answering(asked, async ({ served, context }) => {
      const problem = served.many ? pathProblem("ignoreChanges", ignored) : undefined;
      // A refresh has the option of the last run.
      if (problem !== undefined && this.comparisons.isDeclared(asked.urn))
        throw configError(problem.summary, problem.remedy);
      const [before, after] = [this.marked(served, context, olds), this.marked(served, context, news)];
      const diff = await this.comparisons.compare(asked, { served, context }, { id, state: before }, after.values);
      return detailedDiff(diff, (path) => served.place(path, before.values, after.values));
    });
  }

  async create(asked: Asked, properties: unknown, preview: boolean): Promise<ResourceState> {
    return this.sessions.answering(asked, async (session) => {
      const { served, context } = session;
      const inputs = this.marked(served, context, properties);
      const sealed = (outputs: Fields): Fields => served.seal(outputs, inputs.secret);
      const former = await this.kept(asked, session, inputs.values);
      if (preview) {
        if (former === undefined) return { id: "", properties: sealed(createdPreview(served, inputs.values)) };
        context.say(STAYS);
        return { id: "", properties: sealed(updatedPreview(served, former.state.values, inputs.values)) };
      }
      this.comparisons.settle(asked.urn);
      const people = served.people(inputs.values);
      this.guard.have(served.kind, people);
      if (former !== undefined) {
        const changed = await unlessGone(this.change(asked, session, former, inputs));
        if (changed !== undefined) {
          context.say(STAYS);
          this.comparisons.renew(asked.urn);
          return { id: former.id, properties: changed };
        }
        this.comparisons.lose(asked, session, former);
      }
      this.state.noteKnownPasswords(context, asked, people);
      const written = await this.quiet.during(served.operations.create(context, inputs.values));
      const { id, outs } = whole({ ...written, outs: sealed({ ...written.outs, ...placed(context) }) });
      return { id, properties: outs };
    });
  }

  /**
   * What a creation is to replace and need not: it stays as what replaces it. The engine may ask for that without a comparison
   * (`pulumi state taint`, --replace, --target-replace), and tells nothing of it, so that the state has to.
   */
  private async kept(asked: Asked, session: Session, declared: Fields): Promise<Former | undefined> {
    const { urn } = asked;
    if (!this.comparisons.isSettled(urn)) {
      const found = this.state.former(urn, this.account);
      if (found === undefined) requireNotDynamic(session.context, session.served, declared, this.state.dynamic(urn));
      if (found !== undefined) {
        const state = this.marked(session.served, session.context, found.outputs);
        await this.comparisons.replace(asked, session, { id: found.id, state }, declared);
      }
    }
    return this.comparisons.staying(urn);
  }

  /** @param properties as state has them; nothing of a resource means an import */
  async read(asked: Asked, id: string, properties: unknown, inputs: unknown): Promise<ResourceState> {
    return this.sessions.answering(asked, async ({ served, context }) => {
      const [state, declared] = [this.marked(served, context, properties), openOwn(inputs)];
      const found = await readResource(served, elsewhere(context, state.values), id, state.values);
      if (found === undefined) return { id: "", properties: {} };
      const sealed = (fields: Fields): Fields => served.seal(fields, [...state.secret, ...declared.secret]);
      const outs = { ...found.properties, ...placed(context) };
      return { id: found.id, properties: sealed(outs), inputs: sealed(found.inputs ?? {}) };
    });
  }

  async update(asked: Asked, id: string, olds: unknown, news: unknown, preview: boolean): Promise<Fields> {
    return this.sessions.answering(asked, async ({ served, context }) => {
      const [before, after] = [this.marked(served, context, olds), this.marked(served, context, news)];
      if (preview) return served.seal(updatedPreview(served, before.values, after.values), after.secret);
      return this.change(asked, { served, context }, { id, state: before }, after);
    });
  }

  /** Brings what there is in line. */
  private async change(
    asked: Asked,
    { served, context }: Session,
    { id, state }: Former,
    declared: Opened,
  ): Promise<Fields> {
    this.state.spare(context, asked, this.comparisons.leavers(asked.urn));
    const updated = served.operations.update(elsewhere(context, state.values), id, state.values, declared.values);
    // A set's own update may wait for the others.
    const written = await (served.many ? updated : this.quiet.during(updated));
    // What was not applied still has its former value, which the program may have kept secret.
    const secret = written.lacks === undefined ? declared.secret : [...state.secret, ...declared.secret];
    const outs = { ...written.outs, ...placed(context, state.values, written.joined) };
    return whole({ ...written, outs: served.seal(outs, secret) }).outs;
  }

  async delete(asked: Asked, id: string, properties: unknown): Promise<void> {
    return this.sessions.answering(asked, async ({ served, context }) => {
      const former = { id, state: this.marked(served, context, properties) };
      if (await this.comparisons.stays(asked, { served, context }, former)) return;
      const { values } = former.state;
      const known = (): readonly Known[] => served.operations.known(served.kind, id, values);
      await this.moved.requireSameLeavers(context, known, values);
      // The engine asks for what a program no longer declares, and for what it did not have checked.
      if (!this.comparisons.isDeclared(asked.urn)) {
        this.state.requireDecided(context, asked, known());
        this.state.spare(context, asked, known());
      }
      this.comparisons.settle(asked.urn);
      await served.operations.delete(context, id, values);
      this.keptAccounts.tell(context, known());
    });
  }

  /** The run is over or interrupted: nothing that changes something is sent any more, and what was sent is waited for. */
  cancel(): void {
    this.sessions.cancel();
  }

  private marked(served: Served, context: Context, properties: unknown): Opened {
    const opened = openOwn(properties);
    served.operations.mark(context, opened.values, served.fieldsOf(opened.values, opened.secret));
    return opened;
  }
}

/** The program, not the change, asks for a replacement; the engine asks for the deletion of the former one later, or has asked for it. */
const STAYS =
  "what there is stays and is changed in place: an option (replaceOnChanges, replacementTrigger, --replace) or pulumi state taint asks Pulumi for a new one, and nothing that changes needs it. Leave the option out.";

function isPerson({ kind }: Managed): boolean {
  return kind.token === "User";
}
