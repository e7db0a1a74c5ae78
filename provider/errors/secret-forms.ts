/** Every form in which a value may turn up in a text: in clear, and as URLs, forms, JSON, HTML, hex and base64 write it. */
export function secretForms(value: string): ReadonlySet<string> {
  // Lone surrogates have no UTF-8 form; encoders would throw on them.
  const text = Buffer.from(value, "utf8").toString("utf8");
  return new Set([value, text, ...urlForms(text), ...jsonForms(text), ...htmlForms(text), ...byteForms(text)]);
}

function urlForms(text: string): readonly string[] {
  const component = encodeURIComponent(text);
  const strict = component.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  const form = new URLSearchParams([["", text]]).toString().slice(1);
  const once = [component, strict, encodeURI(text), form, component.replaceAll("%20", "+"), strict.replaceAll("%20", "+")];
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
  return [html, ...quotes, ...quotes.flatMap((quoted) => ["&#39;", "&#x27;", "&apos;"].map((apostrophe) => quoted.replaceAll("'", apostrophe)))];
}

/** Shorter pieces of base64 would strike texts that have nothing to do with the value. */
const SHORTEST_PIECE = 8;

function byteForms(text: string): readonly string[] {
  const bytes = Buffer.from(text, "utf8");
  const base64 = bytes.toString("base64");
  const pieces = [0, 1, 2].map((offset) => base64Within(bytes, offset)).filter((piece) => piece.length >= SHORTEST_PIECE);
  const urlSafe = pieces.map((piece) => piece.replaceAll("+", "-").replaceAll("/", "_"));
  const hex = bytes.toString("hex");
  return [base64, base64.replace(/=+$/, ""), bytes.toString("base64url"), encodeURIComponent(base64), ...pieces, ...urlSafe, hex, hex.toUpperCase()];
}

/** What stands for the bytes alone where they are part of something longer that is written in base64. */
function base64Within(bytes: Buffer, offset: number): string {
  const all = Buffer.concat([Buffer.alloc(offset), bytes]);
  return all.toString("base64").slice(Math.ceil((offset * 8) / 6), Math.floor((all.length * 8) / 6));
}

function unicodeEscape(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
