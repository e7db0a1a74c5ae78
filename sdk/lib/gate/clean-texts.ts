import { textsIn } from "../../../provider/lifecycle/secret-fields";
import { newSecrets } from "../../../provider/model/secrets";
import { record } from "../../../provider/model/values";
import type { ManagedUser } from "../run/managed-users";
import type { Pending } from "./pending";
import type { Candidate } from "./problems";

/** What takes the values that programs mark as secret out of a text. */
export function cleanerOf(candidates: Iterable<Pick<Candidate, "properties" | "secrets">>): (text: string) => string {
  const known = newSecrets();
  for (const { properties, secrets = [] } of candidates) {
    for (const path of secrets)
      for (const text of textsIn(path.reduce<unknown>((value, step) => record(value)[step], properties)))
        known.learn(text);
  }
  return (text) => known.clean(text);
}

/** The same for a sentence of the guard, which may name somebody by a key, or hold an alias, that the program keeps secret, or did. */
export function guardCleaner(pendings: Iterable<Pending>, former: readonly ManagedUser[]): (text: string) => string {
  const declared = Array.from(new Set(pendings), (pending) => ({
    properties: pending.known(),
    secrets: pending.secrets(),
  }));
  const hidden = former.filter((user) => user.hidden).map(({ key }) => ({ properties: { key }, secrets: [["key"]] }));
  return cleanerOf([...declared, ...hidden]);
}
