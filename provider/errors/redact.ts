import type { Secrets } from "../calls/service";

/** What stands in place of a secret. */
export const REDACTED = "[secret]";

/** Shorter values are not learned: they would turn every text into noise. No service accepts passwords this short. */
const SHORTEST = 4;

/** Keeps values out of every text that leaves the process. */
export function newSecrets(): Secrets {
  const known = new Set<string>();
  /** All forms of all values by their first characters, so that cleaning takes one pass whatever the number of values. */
  const forms = new Map<string, string[]>();
  return {
    learn(value) {
      if (value.length < SHORTEST || known.has(value)) return;
      known.add(value);
      for (const form of formsOf(value)) {
        const start = form.slice(0, SHORTEST);
        const alike = forms.get(start);
        if (alike === undefined) forms.set(start, [form]);
        else if (!alike.includes(form)) alike.push(form);
      }
    },
    clean: (text) => clean(text, forms),
  };
}

/** Overlapping finds count as one stretch, so that no rest of the one is left beside the other. */
function clean(text: string, forms: ReadonlyMap<string, readonly string[]>): string {
  let cleaned = "";
  let copied = 0;
  let secretEnd = -1;
  for (let at = 0; at + SHORTEST <= text.length; at++) {
    const length = Math.max(0, ...(forms.get(text.slice(at, at + SHORTEST)) ?? []).filter((form) => text.startsWith(form, at)).map((form) => form.length));
    if (length === 0) continue;
    if (at > secretEnd) cleaned += text.slice(copied, at) + REDACTED;
    secretEnd = Math.max(secretEnd, at + length);
    copied = secretEnd;
  }
  return cleaned + text.slice(copied);
}

/** The value in clear and as it may appear in URLs, forms, JSON, HTML and base64. */
function formsOf(value: string): ReadonlySet<string> {
  // Lone surrogates have no UTF-8 form; encoders would throw on them.
  const text = Buffer.from(value, "utf8").toString("utf8");
  const component = encodeURIComponent(text);
  const strict = component.replace(/[!'()*]/g, hex);
  const form = new URLSearchParams([["", text]]).toString().slice(1);
  const json = JSON.stringify(text).slice(1, -1);
  const html = text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
  const encoded = [component, strict, encodeURI(text), form, strict.replaceAll("%20", "+"), form.replaceAll("~", "%7E")];
  return new Set(
    [
      value,
      text,
      ...encoded,
      ...encoded.map(lowerHex),
      encodeURIComponent(component),
      json,
      json.replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`),
      json.replaceAll("/", "\\/"),
      JSON.stringify(json).slice(1, -1),
      html,
      html.replaceAll("'", "&#39;"),
      html.replaceAll("'", "&#x27;"),
      html.replaceAll("'", "&apos;"),
      html.replaceAll("'", "&#39;").replaceAll("&quot;", "&#34;"),
      Buffer.from(text, "utf8").toString("base64"),
      Buffer.from(text, "utf8").toString("base64").replace(/=+$/, ""),
      Buffer.from(text, "utf8").toString("base64url"),
    ].filter((form) => form.length >= SHORTEST),
  );
}

function hex(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
}

function lowerHex(text: string): string {
  return text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
}
