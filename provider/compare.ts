import type { FieldSpec } from "./field";

/** Whether two values say the same: equal JSON, lists as sets, objects whatever the order of their keys. */
export function equalValues(left: unknown, right: unknown): boolean {
  return canonical(left) === canonical(right);
}

/** Whether what the cloud reports agrees with what is declared, by the field's own normalisation. */
export function agrees(spec: FieldSpec, declared: unknown, observed: unknown): boolean {
  if (spec.same !== undefined) return spec.same(declared, observed);
  if (isCleared(declared) && observed === undefined) return true;
  return equalValues(declared, observed);
}

/** `""` and `[]` declare that a field is cleared; services then often leave it out of their answers. */
export function isCleared(value: unknown): boolean {
  return value === "" || (Array.isArray(value) && value.length === 0);
}

/**
 * Telephone numbers in any shape: spaces, dashes, brackets and a leading `+` or `00` are not part of the number, and a mask
 * (`138****0000`) agrees with every number it can stand for. A country code present on one side only is tolerated.
 */
export function samePhone(declared: unknown, observed: unknown): boolean {
  if (isCleared(declared) || declared === undefined) return observed === undefined || observed === "";
  if (typeof declared !== "string" || typeof observed !== "string") return false;
  const wanted = digits(declared);
  const seen = digits(observed);
  if (wanted === seen) return true;
  if (seen.includes("*")) return maskAgrees(wanted, seen);
  const [longer, shorter] = wanted.length > seen.length ? [wanted, seen] : [seen, wanted];
  return shorter.length >= 7 && longer.endsWith(shorter) && longer.length - shorter.length <= 3;
}

/** E-mail addresses agree whatever their case: no service is documented to keep it. */
export function sameEmail(declared: unknown, observed: unknown): boolean {
  if (isCleared(declared)) return observed === undefined || observed === "";
  return typeof declared === "string" && typeof observed === "string" && declared.toLowerCase() === observed.toLowerCase();
}

function digits(phone: string): string {
  return phone.replace(/[\s\-().]/g, "").replace(/^(\+|00)/, "");
}

function maskAgrees(wanted: string, mask: string): boolean {
  const head = mask.slice(0, mask.indexOf("*"));
  const tail = mask.slice(mask.lastIndexOf("*") + 1);
  const shown = head.replace(/^86/, "");
  return (wanted.startsWith(head) || wanted.startsWith(shown) || wanted.replace(/^86/, "").startsWith(head)) && wanted.endsWith(tail) && wanted.length >= shown.length + tail.length;
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([, member]) => member !== undefined);
    return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).sort().join(",")}}`;
  }
  return JSON.stringify(value) ?? "undefined";
}
