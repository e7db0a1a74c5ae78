import type { WireAnswer } from "./wire";

/** What happens to a request in the end: an answer, or a connection that ends without one. */
export type Outcome =
  { readonly kind: "answer"; readonly answer: WireAnswer } | { readonly kind: "closed" } | { readonly kind: "reset" };
