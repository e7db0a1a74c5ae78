import { type SettingTable, settingTable } from "../../config/setting-table";
import type { SettingSources } from "../../config/settings";
import type { Context } from "../../lifecycle/context";
import { kindPlaceOf } from "../../lifecycle/many/members";
import { KeptAccounts } from "../../lifecycle/kept-accounts";
import type { Directory, Kind } from "../../model/kind";
import { configError } from "../../model/error";
import type { Fields } from "../../model/values";
import { whole } from "../showable";
import type { SecretPath } from "../program-inputs";
import { readSet } from "../set-form";
import { checkConfiguration } from "./configuration";
import { pathProblem } from "../member-text";
import { among, type Known } from "../moved-account";
import { elsewhere, placed } from "../place";
import { MovedAccount } from "./moved-account";
import type { Managed } from "../held-by-program";
import type { ResourceDiff } from "../contract";
import { createdPreview, detailedDiff, checkFailure, updatedPreview } from "./answers";
import { followed } from "./followed";
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
  readonly exported?: (stack: string) => unknown;
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
  /** URNs of what the program declares, as far as the engine has had it checked. */
  private readonly declared = new Set<string>();
  /** What state has of resources that were compared and need no new account, by URN. */
  private readonly staying = new Map<string, { readonly id: string; readonly values: Fields }>();
  /** What the program declares of resources that were not compared or made since they were checked, by URN. */
  private readonly uncompared = new Map<string, Fields>();
  /** Members whom sets give up as they were compared, by URN. */
  private readonly leavers = new Map<string, readonly Known[]>();
  private readonly moved: MovedAccount;
  private readonly state: StackState;
  private readonly keptAccounts = new KeptAccounts();
  private managed: readonly Managed[] | undefined;

  constructor(options: PluginOptions) {
    this.types = servedTypes(options.directories);
    this.sessions = new Sessions(options, this.types, this.guard, this.quiet);
    this.settings = settingTable(Object.values(options.directories));
    this.moved = new MovedAccount(this.settings);
    this.state = new StackState(this.types, this.settings, options.exported ?? (() => undefined));
  }

  checkConfig(olds: unknown, news: unknown): Checked {
    const { inputs, failures } = checkConfiguration(this.settings, news);
    return { inputs: this.moved.noted(olds, inputs), failures };
  }

  /** Never answers that an account must be replaced, for that would replace everybody in it; a difference makes `diff` look. */
  diffConfig(olds: unknown, news: unknown): void {
    this.moved.compare(olds, news);
  }

  configure(args: unknown): void {
    this.sessions.configure(args);
    this.moved.configure(args);
  }

  /**
   * Learns the people of the stack's last state, which only a component of Rollcall in the program can ask for. Groups and units do
   * not count.
   * @param isWhole they are all in the account of this process
   * @param spared the same with the engine's own options, which takes a second to ask for
   */
  know(managed: readonly Managed[], isWhole: boolean, spared?: () => readonly Managed[] | undefined): void {
    this.managed = managed.filter(isPerson);
    if (isWhole) this.guard.know(this.managed, () => spared?.()?.filter(isPerson));
  }

  /** The settings of the account that this process serves, for look-ups by name. */
  sources(): SettingSources {
    return this.sessions.sources();
  }

  /**
   * A component is about to declare these people. The engine may come to ask about them only when a set's update is over, or not at all in
   * this run (`--target`). Where no session opens nobody's account can end, and the check says why.
   */
  async expect(urn: string, people: readonly { readonly kind: Kind; readonly fields: Fields }[]): Promise<void> {
    for (const { kind, fields } of people) {
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
      this.declared.add(asked.urn);
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
      this.uncompared.set(asked.urn, inputs);
      return { inputs: served.seal(inputs, after.secret), failures: [] };
    });
  }

  /** @param ignored what the option `ignoreChanges` names; the check, where the engine has applied it already, is not told */
  async diff(asked: Asked, id: string, olds: unknown, news: unknown, ignored: readonly string[] = []): Promise<Diffed> {
    return this.sessions.answering(asked, async ({ served, context }) => {
      const problem = served.many ? pathProblem("ignoreChanges", ignored) : undefined;
      // A refresh has the option of the last run.
      if (problem !== undefined && this.declared.has(asked.urn)) throw configError(problem.summary, problem.remedy);
      const [before, after] = [this.marked(served, context, olds), this.marked(served, context, news)];
      const diff = await this.compare(asked, { served, context }, { id, before: before.values, after: after.values });
      return detailedDiff(diff, (path) => served.place(path, before.values, after.values));
    });
  }

  /** Compares what state has with what the program declares, and notes who stays. */
  private async compare(
    asked: Asked,
    { served, context }: Session,
    { id, before, after }: { readonly id: string; readonly before: Fields; readonly after: Fields },
  ): Promise<ResourceDiff> {
    const { urn } = asked;
    this.uncompared.delete(urn);
    const people = served.people(before);
    const known = (): readonly Known[] => served.operations.known(served.kind, id, before);
    await this.moved.requireSame(context, known);
    const diff = await followed(context, id, after, this.managed, () =>
      served.operations.diff(context, id, before, after),
    );
    const leavers = diff.ended.length === 0 ? [] : among(context, known(), diff.ended);
    await this.moved.requireSameLeavers(context, () => leavers, before);
    if (served.many && this.declared.has(urn)) {
      this.leavers.set(urn, leavers);
      this.state.requireUnprotected(context, asked, leavers);
    }
    // In a refresh the engine compares those who leave, too.
    if (this.declared.has(urn)) {
      this.guard.compare(urn, served.kind, people, diff.ended);
      this.guard.have(served.kind, served.people(after));
      if (diff.replaces.length === 0) this.staying.set(urn, { id, values: before });
      else this.staying.delete(urn);
    }
    return diff;
  }

  async create(asked: Asked, properties: unknown, preview: boolean): Promise<ResourceState> {
    return this.sessions.answering(asked, async ({ served, context }) => {
      const inputs = this.marked(served, context, properties);
      const sealed = (outputs: Fields): Fields => served.seal(outputs, inputs.secret);
      const former = this.staying.get(asked.urn);
      if (former !== undefined) context.say(STAYS);
      if (preview) return { id: "", properties: sealed(createdPreview(served, inputs.values)) };
      this.uncompared.delete(asked.urn);
      const people = served.people(inputs.values);
      this.guard.have(served.kind, people);
      if (former === undefined) this.state.noteKnownPasswords(context, asked, people);
      const written =
        former === undefined
          ? await this.quiet.during(served.operations.create(context, inputs.values))
          : await served.operations.update(context, former.id, former.values, inputs.values);
      const { id, outs } = whole({ ...written, outs: sealed({ ...written.outs, ...placed(context) }) });
      return { id, properties: outs };
    });
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
      const sealed = (outputs: Fields, secret: readonly SecretPath[] = after.secret): Fields =>
        served.seal(outputs, secret);
      if (preview) return sealed(updatedPreview(served, before.values, after.values));
      this.state.spare(context, asked, this.leavers.get(asked.urn) ?? []);
      const updated = served.operations.update(elsewhere(context, before.values), id, before.values, after.values);
      // A set's own update may wait for the others.
      const written = await (served.many ? updated : this.quiet.during(updated));
      // What was not applied still has its former value, which the program may have kept secret.
      const secret = written.lacks === undefined ? after.secret : [...before.secret, ...after.secret];
      const place = placed(context, before.values, written.joined);
      return whole({ ...written, outs: sealed({ ...written.outs, ...place }, secret) }).outs;
    });
  }

  async delete(asked: Asked, id: string, properties: unknown): Promise<void> {
    return this.sessions.answering(asked, async ({ served, context }) => {
      const { values } = this.marked(served, context, properties);
      const declared = this.uncompared.get(asked.urn);
      // A replacement that an option asks for (--replace, replacementTrigger) may begin with a deletion, and without a comparison.
      if (declared !== undefined)
        await this.compare(asked, { served, context }, { id, before: values, after: declared });
      const known = (): readonly Known[] => served.operations.known(served.kind, id, values);
      await this.moved.requireSameLeavers(context, known, values);
      // The engine asks for what a program no longer declares, and for what it did not have checked.
      const isOver = !this.declared.has(asked.urn);
      if (isOver) {
        this.state.requireDecided(context, asked, known());
        this.state.spare(context, asked, known());
      }
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
  "what there is stays and is changed in place: an option (replaceOnChanges, replacementTrigger, --replace) asks Pulumi for a new one, and nothing that changes needs it. Leave the option out.";

function isPerson({ kind }: Managed): boolean {
  return kind.token === "User";
}
