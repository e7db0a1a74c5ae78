import { type DirectoryName, directories } from "../../../provider/directories";
import type { Fields } from "../../../provider/model/values";
import { evaluatePolicy, parsePolicy, type PolicyPerson, type PolicyVerdict } from "../../../policy";

export const NOW = Date.parse("2025-06-01T00:00:00Z");

/** A person of a directory; the natural key comes from the declaration. */
export function person(name: DirectoryName, declared: Fields, more: Partial<PolicyPerson> = {}): PolicyPerson {
  const kind = directories[name].kinds.User;
  return { kind, key: String(declared[kind.naturalKey]), fate: "stays", declared, protect: false, ...more };
}

/** What a policy of one rule, written as YAML settings, says of some people. */
export function judge(rule: string, settings: string, ...people: readonly PolicyPerson[]): PolicyVerdict {
  return evaluatePolicy(parsePolicy(`version: 1\nrules:\n  ${rule}: ${settings}\n`, "policy.yaml"), people, NOW);
}
