import type { BatchSpec, Service } from "../model/service";

/** A function that makes one call for each, a few at a time: for actions that take one, and where no rate is documented. */
export function oneByOne<I, O>(
  service: Service,
  operation: string,
  run: (item: I) => Promise<O>,
): (item: I) => Promise<O> {
  return service.batch<I, O>({
    operation,
    limit: 1,
    run: (items) => Promise.all(items.map(async (item) => ({ ok: true, value: await run(item) }))),
  });
}

/** A function that gathers those who arrive together into calls that succeed, or are refused, as a whole. */
export function together<I>(
  service: Service,
  spec: Omit<BatchSpec<I, void>, "run">,
  send: (items: readonly I[]) => Promise<unknown>,
): (item: I) => Promise<void> {
  return service.batch<I, void>({
    ...spec,
    run: async (items) => {
      await send(items);
      return items.map(() => ({ ok: true, value: undefined }));
    },
  });
}
