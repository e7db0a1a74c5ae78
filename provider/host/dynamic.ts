import type { Directory } from "../directory";
import { asRollcallError, RollcallError } from "../errors/error";
import { checkUser } from "../lifecycle/check";
import type { Context } from "../lifecycle/context";
import { createUser } from "../lifecycle/create";
import { deleteUser } from "../lifecycle/delete";
import { describeReplacement, diffUser } from "../lifecycle/diff";
import { declaredOf } from "../lifecycle/outputs";
import { PartialUser } from "../lifecycle/partial";
import { readUser, refOf } from "../lifecycle/read";
import { updateUser } from "../lifecycle/update";
import { describeViolation } from "../lifecycle/validate";
import type { Fields } from "../user";
import { openSession } from "./session";

type Properties = Readonly<Record<string, unknown>>;

/** The part of Pulumi's dynamic-provider contract that Rollcall answers, without a dependency on the SDK. */
export interface DynamicProvider {
  configure(request: { readonly config: { get(key: string): string | undefined } }): Promise<void>;
  check(olds: Properties, news: Properties): Promise<{ inputs?: Properties; failures?: { property: string; reason: string }[] }>;
  diff(id: string, olds: Properties, news: Properties): Promise<{ changes?: false; replaces?: string[]; deleteBeforeReplace?: boolean }>;
  create(inputs: Properties): Promise<{ id: string; outs: Fields }>;
  read(id: string, properties: Properties): Promise<{ id?: string; props?: Fields; inputs?: Fields }>;
  update(id: string, olds: Properties, news: Properties): Promise<{ outs: Fields }>;
  delete(id: string, properties: Properties): Promise<void>;
}

/** How a provider object opens its session; tests put their own in. */
export type OpenSession = (directory: Directory, config: (name: string) => string | undefined, say: (line: string) => void) => Promise<Context>;

const openFromEnvironment: OpenSession = (directory, config, say) => openSession(directory, { config, environment: process.env }, say);

/**
 * Hosts the lifecycle of one directory as a Pulumi dynamic provider.
 * The host hands out the provider before its `configure` has finished (and, in a refresh, before it has begun), so every
 * method waits for the session. `diff` never answers `changes: true`, which would silence the engine's own property diff.
 */
export function dynamicProvider(directory: Directory, open: OpenSession = openFromEnvironment): DynamicProvider {
  let configured: (session: Promise<Context>) => void;
  const session = new Promise<Context>((resolve) => (configured = resolve));
  session.catch(() => undefined);
  return {
    async configure(request) {
      const opening = open(directory, (name) => request.config.get(name), announce);
      opening.catch(() => undefined);
      configured(opening);
    },
    check: (olds, news) =>
      expected(async () => {
        const { calls } = await session;
        const { __provider, ...declared } = news;
        const before = Object.keys(olds).length === 0 ? undefined : declaredOf(directory, olds);
        const missing = calls.missing?.(declared as Fields);
        const violations = [...checkUser(directory, before, declared as Fields), ...(missing === undefined ? [] : [missing])];
        if (violations.length === 0) return { inputs: declared };
        // The engine prints the value next to a named property, a password too, so the field is named in the text alone.
        return { failures: violations.map((violation) => ({ property: "", reason: describeViolation(violation) })) };
      }),
    diff: (id, olds, news) =>
      expected(async () => {
        const context = await session;
        const before = declaredOf(directory, olds);
        const diff = await diffUser(context, refOf(context, id, before), before, declaredOf(directory, news));
        if (diff.changed.length === 0) return { changes: false };
        if (diff.replaces.length === 0) return {};
        context.say(describeReplacement(context, before, diff));
        return { replaces: [...diff.replaces], deleteBeforeReplace: diff.deleteBeforeReplace };
      }),
    create: (inputs) =>
      expected(async () => {
        const { ref, outputs } = await createUser(await session, declaredOf(directory, inputs));
        return { id: ref.id, outs: outputs };
      }, inputs),
    read: (id, properties) =>
      expected(async () => {
        const found = await readUser(await session, id, properties);
        if (found === undefined) return {};
        return { id: found.ref.id, props: found.outputs, inputs: found.inputs };
      }),
    update: (id, olds, news) =>
      expected(async () => {
        const { outputs } = await updateUser(await session, id, olds, declaredOf(directory, news));
        return { outs: outputs };
      }, news),
    delete: (id, properties) => expected(async () => deleteUser(await session, id, properties)),
  };
}

/** Pulumi shows what a provider writes to stderr under the stack. */
function announce(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** The host adds this text to every answer but a partial one, and without it finds no provider for the next operation. */
function withProvider(fields: Fields, properties: Properties): Fields {
  const text = properties["__provider"];
  return typeof text === "string" ? { ...fields, __provider: text } : fields;
}

/**
 * Turns every failure into one the engine shows well: a partial user keeps its state, and nothing carries a stack trace,
 * because the host prints it.
 */
async function expected<T>(operation: () => Promise<T>, inputs: Properties = {}): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    if (error instanceof PartialUser) throw partialFailure(error, inputs);
    throw asRollcallError(error);
  }
}

/** The shape by which the host recognises a resource that exists but is not complete. */
function partialFailure(partial: PartialUser, inputs: Properties): Error {
  const summary = new RollcallError({
    code: "ERR_PARTIAL",
    summary: "the user exists, but not everything could be applied",
    remedy: "Correct the cause and run again: the next run repairs the rest.",
    user: partial.ref.key,
  });
  return Object.assign(summary, {
    id: partial.ref.id,
    properties: withProvider(partial.outputs, inputs),
    reasons: partial.failures.map((failure) => failure.message),
  });
}
