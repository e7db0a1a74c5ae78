import { composed } from "../model/compare";
import type { Kind } from "../model/kind";
import { type Fields, record } from "../model/values";
import { KeptAccounts } from "../lifecycle/kept-accounts";
import { placeOf } from "../lifecycle/many/members";
import type { Context } from "../lifecycle/context";
import type { DiffAnswer, DynamicProvider, OpenSession, Operations, Properties, ResourceDiff } from "./contract";
import { DeletionGuard } from "./deletion-guard";
import { textSetOperations } from "./text-sets";
import { userOperations } from "./dynamic-user";
import { among, HAS_MOVED, type Known, type Move, requireSameLeavers, saysMoved } from "./moved-account";
import { expected, whole } from "./showable";
import { FOLLOWERS_INPUT, namesIn, refusalIn, secretPaths, SECRETS_INPUT, TAKEN_INPUT } from "./program-inputs";
import { changedSince, describeChanged, JUDGED_INPUT } from "./judged";
import { elsewhere, moveOf, placed } from "./place";
import { openRun } from "./session";

export type { DynamicProvider, OpenSession } from "./contract";

/** Every directory of a process counts together: a destroy deletes from all of them. */
const deletions = new DeletionGuard();

const kept = new KeptAccounts();

const openFromEnvironment: OpenSession = (kind, config, say) =>
  openRun(kind, { config, environment: process.env }, say, deletions);

/** A kind, or how to load it once a provider of it is configured: a process that serves one directory need not load the others. */
export type LateKind = Kind | (() => Promise<Kind>);

type MakeProvider = (kind: LateKind, open?: OpenSession, guard?: DeletionGuard) => DynamicProvider;

/** Hosts single objects of a kind as a Pulumi dynamic provider. */
export const dynamicProvider: MakeProvider = (...how) => host(userOperations, ...how);

/** Hosts sets of a kind as a Pulumi dynamic provider. */
export const dynamicSetProvider: MakeProvider = (...how) => host(textSetOperations, ...how);

/**
 * The host hands out the provider before its `configure` has finished (and, in a refresh, before it has begun), so every
 * method waits for the session.
 */
function host(
  operations: Operations,
  kind: LateKind,
  open: OpenSession = openFromEnvironment,
  guard: DeletionGuard = deletions,
): DynamicProvider {
  let configured: (session: Promise<Context>) => void;
  const session = new Promise<Context>((resolve) => (configured = resolve));
  let clean = (text: string): string => text;
  let move: Move = "none";
  session.then(
    ({ service: { secrets } }) => (clean = (text) => secrets.clean(text)),
    () => undefined,
  );
  const guarded = <T>(operation: () => Promise<T>, inputs?: Properties): Promise<T> =>
    expected(operation, inputs, (text) => clean(text));
  return {
    async configure(request) {
      if (saysMoved(request.config.get(`rollcall:${HAS_MOVED}`))) move = "place";
      const loaded = typeof kind === "function" ? kind() : Promise.resolve(kind);
      const opening = loaded.then((found) => open(found, (name) => request.config.get(name), announce));
      opening.catch(() => undefined);
      configured(opening);
    },
    check: (olds, news) =>
      guarded(async () => {
        const refusal = refusalIn(news);
        if (refusal !== undefined) return { failures: [{ property: "", reason: refusal }] };
        guard.programSeen();
        const {
          __provider,
          [SECRETS_INPUT]: secret,
          [FOLLOWERS_INPUT]: followers,
          [TAKEN_INPUT]: taken,
          [JUDGED_INPUT]: judged,
          ...inputs
        } = news;
        const { __provider: _old, ...before } = olds;
        const [context, paths] = [await session, secretPaths(secret)];
        context.followers.set(placeOf(context.kind, inputs as Fields), namesIn(followers));
        for (const id of namesIn(taken)) context.claims.reserve(id);
        const changed = changedSince(judged, inputs, before);
        if (changed.length > 0) return { failures: [{ property: "", reason: describeChanged(changed) }] };
        const refusals = operations.check(context, before, inputs, paths);
        // Only the values: the engine marks what was secret by the names that it sent.
        if (refusals.length === 0)
          return { inputs: operations.inputs?.(context, before, inputs, paths) ?? record(composed(inputs)) };
        // The engine prints the value next to a named property, a password too, so the field is named in the text alone.
        return { failures: refusals.map(({ text }) => ({ property: "", reason: clean(text) })) };
      }),
    diff: (id, olds, news) =>
      guarded(async () => {
        const context = await session;
        const diff = await operations.diff(context, id, olds, news);
        const ended = (): readonly Known[] => among(context, operations.known(context.kind, id, olds), diff.ended);
        await requireSameLeavers(context, ended, moveOf(context, olds, move));
        return diffAnswer(diff);
      }),
    create: (inputs) =>
      guarded(async () => {
        const context = await session;
        const { outs, ...rest } = await operations.create(context, inputs);
        return whole({ ...rest, outs: { ...outs, ...placed(context) } });
      }, inputs),
    read: (id, properties) =>
      guarded(async () => {
        const context = await session;
        const { props, ...rest } = await operations.read(elsewhere(context, properties), id, properties);
        return { ...rest, ...(props !== undefined && { props: { ...props, ...placed(context) } }) };
      }),
    update: (id, olds, news) =>
      guarded(async () => {
        const context = await session;
        const { outs, ...rest } = await operations.update(elsewhere(context, olds), id, olds, news);
        return { outs: whole({ ...rest, id, outs: { ...outs, ...placed(context, olds, rest.joined) } }).outs };
      }, news),
    delete: (id, properties) =>
      guarded(async () => {
        const context = await session;
        const known = (): readonly Known[] => operations.known(context.kind, id, properties);
        await requireSameLeavers(context, known, moveOf(context, properties, move));
        await operations.delete(context, id, properties);
        // Where a program speaks, the sdk has told, in the preview already.
        if (!guard.hasProgram) kept.tell(context, known());
      }),
  };
}

/** Where something differs, no answer to `changes` makes the engine show its own property diff, which finds nothing of what is unseen. */
function diffAnswer({ changes, replaces, deleteBeforeReplace }: ResourceDiff): DiffAnswer {
  if (changes === "none") return { changes: false };
  if (changes === "unseen") return { changes: true };
  return replaces.length === 0 ? {} : { replaces: [...replaces], deleteBeforeReplace };
}

/** Pulumi shows what a provider writes to stderr under the stack. */
function announce(line: string): void {
  process.stderr.write(`${line}\n`);
}
