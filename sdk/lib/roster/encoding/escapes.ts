/** What stands for a character where the character itself could not stand, and how to read it. */
interface Escape {
  readonly pattern: RegExp;
  readonly writer: string;
  /** The text that is meant; `undefined` where it cannot be told. */
  readonly read: (text: string) => string | undefined;
}

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

const ESCAPES: readonly Escape[] = [
  {
    pattern: /&(?:#\d{2,7}|#x[\da-f]{2,6}|[a-z]{2,8});/i,
    writer: "web pages",
    read: (text) => {
      const meant = text.replace(/&(?:#(\d{2,7})|#x([\da-f]{2,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
        if (name !== undefined) return NAMED[String(name).toLowerCase()] ?? whole;
        return character(decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal)) ?? whole;
      });
      return /&[#\w]+;/.test(meant) ? undefined : meant;
    },
  },
  { pattern: /<br\s*\/?>|<\/(?:[abiup]|span|div|strong|em|font)>/i, writer: "web pages", read: () => undefined },
  {
    pattern: /\\u[\da-f]{4}|\\x[\da-f]{2}/i,
    writer: "programs",
    read: (text) =>
      text.replace(/\\u([\da-f]{4})|\\x([\da-f]{2})/gi, (_whole, wide?: string, narrow?: string) =>
        String.fromCharCode(Number.parseInt(wide ?? narrow ?? "", 16)),
      ),
  },
  {
    pattern: /\\["',;]|\\ *$/,
    writer: "databases",
    // Behind the last one a delimiter followed, and the rest of the name stands in the next cell.
    read: (text) => (text.trim().endsWith("\\") ? undefined : text.replace(/\\(["',;\\])/g, "$1")),
  },
  { pattern: /(?:%[\da-f]{2}){2,}|%20/i, writer: "web addresses", read: fromAddress },
  { pattern: /=\?[\w-]{3,20}\?[bq]\?[^?\s]*\?=/i, writer: "mail programs", read: () => undefined },
];

/**
 * Why a name is not taken as written: it holds what a program puts in place of a character (`D&#39;Angelo`, `O\'Neil`, `\u674e`, `%E6%9D%8E`,
 * `=?UTF-8?B?…?=`). A sentence without subject; `undefined` for every other name.
 */
export function escapeProblem(name: string): string | undefined {
  const found = ESCAPES.find(({ pattern }) => pattern.test(name));
  const meant = found?.read(name);
  if (found === undefined || (meant === undefined && found.writer === "web addresses")) return undefined;
  const remedy =
    meant === undefined ? "Type the name again." : `Write ${JSON.stringify(meant.trim())} if that is meant.`;
  return `is ${JSON.stringify(name.trim())}, in which characters are written as ${found.writer} write them. ${remedy}`;
}

function character(code: number): string | undefined {
  return code > 0x1f && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : undefined;
}

function fromAddress(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
