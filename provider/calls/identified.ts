import type { Service } from "../model/service";
import type { UserRef } from "../model/values";

/**
 * What an answer shows of one object, once it says which. An answer without an id tells neither that there is one nor that there is
 * none, whatever its status: it counts as no answer, so that nothing reaches a state under an empty id.
 * @throws RollcallError of category `no-answer`
 */
export function identified<T extends { readonly ref: UserRef }>(service: Service, operation: string, shown: T): T {
  return { ...shown, ref: { ...shown.ref, id: namedIn(service, operation, shown.ref.id) } };
}

/** The id that the answer to a creation names. @throws RollcallError of category `no-answer` where it names none */
export function namedIn(service: Service, operation: string, id: string | undefined): string {
  if (id !== undefined && id !== "") return id;
  throw service.error({ category: "no-answer", cloudCode: "", message: "the answer names no id" }, operation);
}
