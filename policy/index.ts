export { evaluatePolicy, type PolicyGap, type PolicyVerdict, type PolicyViolation } from "./evaluate";
export { type PackArgs, type PackPolicy, type PackResource, policyPack } from "./pack";
export type { PolicyGroup, PolicyPerson } from "./rule";
export { parsePolicy, type Policy, readPolicyFile } from "./policy-file";
export { type RuleName, rules } from "./rules";
export { findPlainPasswords, type PlainPassword, programFiles, type SourceFile } from "./plain-passwords";
