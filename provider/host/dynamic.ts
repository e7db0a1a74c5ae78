import type { Directory } from "../directory";
import type { Context } from "../lifecycle/context";
import type { DynamicProvider, OpenSession, Operations } from "./contract";
import { setOperations } from "./dynamic-set";
import { userOperations } from "./dynamic-user";
import { expected } from "./expected";
import { openSession } from "./session";

export type { DynamicProvider, OpenSession } from "./contract";

const openFromEnvironment: OpenSession = (directory, config, say) => openSession(directory, { config, environment: process.env }, say);

/** Hosts single users of one directory as a Pulumi dynamic provider. */
export function dynamicProvider(directory: Directory, open: OpenSession = openFromEnvironment): DynamicProvider {
  return host(directory, userOperations, open);
}

/** Hosts sets of users of one directory as a Pulumi dynamic provider. */
export function dynamicSetProvider(directory: Directory, open: OpenSession = openFromEnvironment): DynamicProvider {
  return host(directory, setOperations, open);
}

/**
 * The host hands out the provider before its `configure` has finished (and, in a refresh, before it has begun), so every
 * method waits for the session.
 */
function host(directory: Directory, operations: Operations, open: OpenSession): DynamicProvider {
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
        const { __provider, ...inputs } = news;
        const { __provider: _old, ...before } = olds;
        const refusals = operations.check(await session, before, inputs);
        if (refusals.length === 0) return { inputs };
        // The engine prints the value next to a named property, a password too, so the field is named in the text alone.
        return { failures: refusals.map((reason) => ({ property: "", reason })) };
      }),
    diff: (id, olds, news) => expected(async () => operations.diff(await session, id, olds, news)),
    create: (inputs) => expected(async () => operations.create(await session, inputs), inputs),
    read: (id, properties) => expected(async () => operations.read(await session, id, properties)),
    update: (id, olds, news) => expected(async () => operations.update(await session, id, olds, news), news),
    delete: (id, properties) => expected(async () => operations.delete(await session, id, properties)),
  };
}

/** Pulumi shows what a provider writes to stderr under the stack. */
function announce(line: string): void {
  process.stderr.write(`${line}\n`);
}
