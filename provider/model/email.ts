import { z } from "zod";

/** Longest address that mail servers carry (RFC 5321, 4.5.3.1). */
const LONGEST = 254;

/** What separates an address from the text around it. A blank before it does not: `tom reed@…` is no address of Reed. */
const BORDER = "<>()\\[\\]{}:;,\"'|/、，；：《》「」“”‘’";
const PASTED = new RegExp(
  `(?<=(?:^|[${BORDER}])\\s*)[A-Za-z0-9._%+-]+(?:'[A-Za-z0-9._%+-]+)*@[A-Za-z0-9.-]*[A-Za-z0-9](?![^\\s${BORDER}.!?])`,
  "g",
);

/**
 * Whether a text is one e-mail address and nothing else: ASCII letters, digits and `` .!#$%&'*+/=?^_`{|}~- `` before the `@`,
 * then a domain with a dot. Quoted local parts, address literals (`[127.0.0.1]`) and letters beyond ASCII are refused, though
 * some mail servers know them: no directory documents them, and a look-alike letter must not pass.
 */
export function isEmail(text: string): boolean {
  // What browsers take for an address (WHATWG HTML), and what that leaves open: dots, quotation marks, and a top-level domain.
  if (text.length > LONGEST || !z.regexes.html5Email.test(text)) return false;
  const local = text.slice(0, text.lastIndexOf("@"));
  return !/^[.']|[.']$|\.\./.test(local) && /\.[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]$/.test(text);
}

/** The type of a field that holds an address, or `""`. `local`: the characters that the service takes before the `@`, where it takes fewer. */
export function emailType(longest: number, local = /^/): z.ZodUnion<readonly [z.ZodLiteral<"">, z.ZodString]> {
  return z.union([
    z.literal(""),
    z
      .string()
      .max(longest)
      .refine((text) => isEmail(text) && local.test(text)),
  ]);
}

/** What to write instead of a refused address: the only one that can be meant, if there is one. The sentence holds the value. */
export function emailRemedy(value: unknown): string {
  if (typeof value === "string" && isEmail(value))
    return "Give another address of the person, one that keeps to this rule.";
  const meant = typeof value === "string" ? meantAddress(value) : undefined;
  return meant === undefined
    ? "Write one address and nothing else, such as tom.reed@pier.example."
    : `Write ${JSON.stringify(meant)}.`;
}

/** The one address in a text that was pasted with a link, a name or a full stop around it, or typed in full width. */
function meantAddress(pasted: string): string | undefined {
  const text = pasted
    .normalize("NFKC")
    .replace(/[\p{Cf}]/gu, "")
    .replace(/。/g, ".")
    .replace(/\s*[([{]\s*at\s*[)\]}]\s*/gi, "@");
  const found = text.match(PASTED) ?? [];
  const [address, ...others] = new Set(found);
  if (address === undefined || others.length > 0 || text.split("@").length - 1 !== found.length || !isEmail(address))
    return undefined;
  return address === pasted ? undefined : address;
}
