import type { Service } from "../model/service";
import type { UserRef } from "../model/values";

/**
 * What an answer shows of one object, once it says which. An answer without an id tells neither that there is one nor that there is
 * none, whatever its status, and one about somebody else says nothing of who was asked for: they count as no answer, so that nothing
 * reaches a state under an empty id, and nobody is changed in another's place.
 * @param asked the id in the question, where there was one
 * @throws RollcallError of category `no-answer`
 */
export function identified<T extends { readonly ref: UserRef }>(
  service: Service,
  operation: string,
  shown: T,
  asked?: string,
): T {
  const { id, key } = shown.ref;
  const named = namedIn(service, operation, id);
  // Whoever imports may write an id in another case, and a service may take a name for an id.
  if (asked === undefined || [id, key].some((one) => one.toLowerCase() === asked.toLowerCase()))
    return { ...shown, ref: { ...shown.ref, id: named } };
  throw service.error(
    { category: "no-answer", cloudCode: "", message: `the answer is about another one than ${asked}` },
    operation,
  );
}

/** The id that the answer to a creation names. @throws RollcallError of category `no-answer` where it names none */
export function namedIn(service: Service, operation: string, id: string | undefined): string {
  if (id !== undefined && id !== "") return id;
  throw service.error({ category: "no-answer", cloudCode: "", message: "the answer names no id" }, operation);
}
