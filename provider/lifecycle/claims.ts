import { equalValues } from "../compare";
import type { Directory } from "../directory";
import type { Fields } from "../user";
import { declaredOf, wasAdopted } from "./outputs";

type Properties = Readonly<Record<string, unknown>>;

/**
 * The accounts that a process has taken over, with what state keeps of each. To Pulumi a person whose resource has another
 * name, another parent or a forced replacement is two: it creates the new one, which takes the account over, and then
 * deletes the old one. That deletion must not reach the account.
 */
export class Claims {
  private readonly claimed = new Map<string, Fields>();

  /** An account was come upon and taken over, and this is what state is told of it. */
  claim(id: string, outputs: Fields): void {
    this.claimed.set(id, outputs);
  }

  /** What state keeps of an account, whenever it is told anew. */
  renew(id: string, outputs: Fields): void {
    if (this.claimed.has(id)) this.claimed.set(id, outputs);
  }

  /** Whether an account was taken over by another resource than the one with these properties. */
  isAnothers(directory: Directory, id: string, properties: Properties): boolean {
    const outputs = this.claimed.get(id);
    if (outputs === undefined) return false;
    return wasAdopted(outputs) !== wasAdopted(properties) || !equalValues(declaredOf(directory, outputs), declaredOf(directory, properties));
  }
}

const ofAccount = new Map<string, Claims>();

/**
 * The claims of an account, one for all resource types of the process.
 * @param account names directory, endpoint and key id, never a secret
 */
export function claimsFor(account: string): Claims {
  const known = ofAccount.get(account) ?? new Claims();
  ofAccount.set(account, known);
  return known;
}
