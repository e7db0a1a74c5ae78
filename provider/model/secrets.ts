import { GENERATE } from "./initial-password";
import type { Secrets } from "./service";

/** What stands in place of a secret. */
export const REDACTED = "[secret]";

/** Shorter values are not learned: they would turn every text into noise, and no service accepts passwords this short. */
const SHORTEST = 4;

/** Less of a secret that was cut off is taken for an ordinary word. */
const SHORTEST_REST = 6;

/** Keeps values out of every text that leaves the process. Cleaning takes one pass over the text, however many values are known. */
export function newSecrets(values: readonly string[] = []): Secrets {
  const known = new Set<string>();
  const forms: Forms = new Map();
  const learn = (value: string): void => {
    if (value.length < SHORTEST || value === GENERATE || known.has(value)) return;
    known.add(value);
    for (const form of secretForms(value)) if (form.length >= SHORTEST) add(forms, form);
  };
  values.forEach(learn);
  return { learn, clean: (text) => clean(text, forms) };
}

/** Forms by their first characters and then by length. */
type Forms = Map<string, Map<number, Set<string>>>;

function add(forms: Forms, form: string): void {
  const start = form.slice(0, SHORTEST);
  const byLength = forms.get(start) ?? new Map<number, Set<string>>();
  const alike = byLength.get(form.length) ?? new Set<string>();
  forms.set(start, byLength.set(form.length, alike.add(form)));
}

/** Overlapping finds count as one stretch, so that no rest of the one is left beside the other. */
function clean(text: string, forms: Forms): string {
  let cleaned = "";
  let copied = 0;
  for (let at = 0; at + SHORTEST <= text.length; at++) {
    const end = at + longestAt(text, at, forms);
    if (end === at) continue;
    if (copied === 0 || at > copied) cleaned += text.slice(copied, at) + REDACTED;
    copied = Math.max(copied, end);
  }
  return cleaned + text.slice(copied);
}

/** Length of the longest form that starts at this place; 0 when none does. */
function longestAt(text: string, at: number, forms: Forms): number {
  let longest = 0;
  for (const [length, alike] of forms.get(text.slice(at, at + SHORTEST)) ?? []) {
    if (length > longest && alike.has(text.slice(at, at + length))) longest = length;
    else if (longest === 0 && length > text.length - at) longest = cutOff(text.slice(at), alike);
  }
  return longest;
}

/** Length of what stands of a form at the end of a text that a service has cut short, up to its mark of omission. */
function cutOff(tail: string, alike: ReadonlySet<string>): number {
  const end = tail.replace(/(?:\.{3}|…)?["')\]]*$/, "");
  return end.length >= SHORTEST_REST && [...alike].some((form) => form.startsWith(end)) ? end.length : 0;
}

/** Every form in which a value may turn up in a text: in clear, and as URLs, forms, JSON, HTML, hex and base64 write it. */
function secretForms(value: string): ReadonlySet<string> {
  // Lone surrogates have no UTF-8 form; encoders would throw on them.
  const text = Buffer.from(value, "utf8").toString("utf8");
  return new Set([value, text, ...urlForms(text), ...jsonForms(text), ...htmlForms(text), ...byteForms(text)]);
}

function urlForms(text: string): readonly string[] {
  const component = encodeURIComponent(text);
  const strict = component.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  const form = new URLSearchParams([["", text]]).toString().slice(1);
  const plus = [component, strict].map((encoded) => encoded.replaceAll("%20", "+"));
  const once = [component, strict, encodeURI(text), form, ...plus];
  const lowerHex = once.map((encoded) => encoded.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()));
  return [...once, ...lowerHex, encodeURIComponent(component), encodeURIComponent(strict)];
}

function jsonForms(text: string): readonly string[] {
  const json = JSON.stringify(text).slice(1, -1);
  const ascii = json.replace(/[^ -~]/g, unicodeEscape);
  return [
    json,
    ascii,
    ascii.replace(/\\u[0-9a-f]{4}/g, (escape) => `\\u${escape.slice(2).toUpperCase()}`),
    json.replaceAll("/", "\\/"),
    // Go and Gson, which write many vendors' answers, keep HTML out of JSON.
    json.replace(/[<>&\u2028\u2029]/g, unicodeEscape),
    json.replace(/[<>&='\u2028\u2029]/g, unicodeEscape),
    JSON.stringify(json).slice(1, -1),
  ];
}

function htmlForms(text: string): readonly string[] {
  const html = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const quotes = ["&quot;", "&#34;"].map((quote) => html.replaceAll('"', quote));
  return [
    html,
    ...quotes,
    ...quotes.flatMap((quoted) =>
      ["&#39;", "&#x27;", "&apos;"].map((apostrophe) => quoted.replaceAll("'", apostrophe)),
    ),
  ];
}

/** Shorter pieces of base64 would strike texts that have nothing to do with the value. */
const SHORTEST_PIECE = 8;

function byteForms(text: string): readonly string[] {
  const bytes = Buffer.from(text, "utf8");
  const base64 = bytes.toString("base64");
  const pieces = [0, 1, 2]
    .map((offset) => base64Within(bytes, offset))
    .filter((piece) => piece.length >= SHORTEST_PIECE);
  const urlSafe = pieces.map((piece) => piece.replaceAll("+", "-").replaceAll("/", "_"));
  const hex = bytes.toString("hex");
  return [
    base64,
    base64.replace(/=+$/, ""),
    bytes.toString("base64url"),
    encodeURIComponent(base64),
    ...pieces,
    ...urlSafe,
    hex,
    hex.toUpperCase(),
  ];
}

/** What stands for the bytes alone where they are part of something longer that is written in base64. */
function base64Within(bytes: Buffer, offset: number): string {
  const all = Buffer.concat([Buffer.alloc(offset), bytes]);
  return all.toString("base64").slice(Math.ceil((offset * 8) / 6), Math.floor((all.length * 8) / 6));
}

function unicodeEscape(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
