import { z } from "zod";
import { configError } from "../../provider/model/error";
import { isEnvelope } from "../../provider/pulumi/sealed";
import { type Bag, record } from "../../provider/model/values";

/** What Rollcall reads of a resource, in states and in previews alike. */
export const resourceFields = {
  urn: z.string(),
  type: z.string(),
  id: z.string().optional(),
  inputs: z.record(z.string(), z.unknown()).optional(),
  outputs: z.record(z.string(), z.unknown()).optional(),
  external: z.boolean().optional(),
};

/** Versions of a state that Rollcall can read (pulumi sdk, apitype: DeploymentSchemaVersion). */
const READ = [3, 4];

/** @throws RollcallError ERR_CONFIG for a version that Rollcall does not know: to read nobody out of it would look like an empty stack. */
export function requireVersion(state: object): void {
  if (!("version" in state) || READ.some((version) => version === state.version)) return;
  throw configError(
    "this state is in a version that this Rollcall cannot read",
    "Install the newest Rollcall, or export with the version of Pulumi that the project uses.",
  );
}

/** A value of a state: known, or encrypted. */
export type StateValue = { readonly known: unknown } | "encrypted";

/**
 * A value as `pulumi stack export` writes it: plain, encrypted (`ciphertext`), or decrypted on demand (`plaintext`, the value as
 * JSON text). What holds something encrypted at any depth counts as encrypted.
 */
function stateValue(value: unknown): StateValue {
  if (typeof value !== "object" || value === null) return { known: value };
  const opened = unwrap(value);
  if (opened === "encrypted") return "encrypted";
  if (opened.known !== value) return stateValue(opened.known);
  const members = Object.entries(value).map(([name, member]) => [name, stateValue(member)] as const);
  const known: [string, unknown][] = [];
  for (const [name, member] of members) {
    if (member === "encrypted") return "encrypted";
    known.push([name, member.known]);
  }
  return { known: Array.isArray(value) ? known.map(([, member]) => member) : Object.fromEntries(known) };
}

/** The same for the outermost value alone: what stands inside may still be encrypted. */
export function unwrap(value: unknown): StateValue {
  if (!isEnvelope(value)) return { known: value };
  const { plaintext } = record(value);
  return typeof plaintext === "string" ? { known: JSON.parse(plaintext) } : "encrypted";
}

/** Whether a value is, or holds at any depth, what the program made secret: encrypted, or decrypted by `--show-secrets`. */
export function isMarked(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return isEnvelope(value) || Object.values(value).some(isMarked);
}

/** The known values of an object, the names of those that are encrypted, and the names of all that are secret. */
export function openValues(values: Bag): {
  readonly known: Bag;
  readonly encrypted: readonly string[];
  readonly secret: readonly string[];
} {
  const all = Object.entries(values).map(([name, value]) => [name, stateValue(value)] as const);
  return {
    known: Object.fromEntries(all.flatMap(([name, value]) => (value === "encrypted" ? [] : [[name, value.known]]))),
    encrypted: all.flatMap(([name, value]) => (value === "encrypted" ? [name] : [])),
    secret: Object.keys(values).filter((name) => isMarked(values[name])),
  };
}
