import fc from "fast-check";
import { newSecrets, REDACTED } from "../../../provider/model/secrets";

const encodings: Readonly<Record<string, (value: string) => string>> = {
  clear: (value) => value,
  "URL component": encodeURIComponent,
  "URL, strict": (value) => encodeURIComponent(value).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`),
  "URL, lower-case hex": (value) => encodeURIComponent(value).replace(/%../g, (code) => code.toLowerCase()),
  "URL, twice": (value) => encodeURIComponent(encodeURIComponent(value)),
  form: (value) => new URLSearchParams({ p: value }).toString().slice(2),
  "querystring with +": (value) => encodeURIComponent(value).replaceAll("%20", "+"),
  JSON: (value) => JSON.stringify(value).slice(1, -1),
  "JSON in JSON": (value) => JSON.stringify(JSON.stringify(value)).slice(3, -3),
  "JSON, ASCII only": (value) =>
    JSON.stringify(value)
      .slice(1, -1)
      .replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`),
  "JSON of Go": (value) =>
    JSON.stringify(value)
      .slice(1, -1)
      .replaceAll("<", "\\u003c")
      .replaceAll(">", "\\u003e")
      .replaceAll("&", "\\u0026")
      .replace(/[\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16)}`),
  base64: (value) => Buffer.from(value).toString("base64"),
  "base64 in a URL": (value) => encodeURIComponent(Buffer.from(value).toString("base64")),
  hex: (value) => Buffer.from(value).toString("hex"),
  "hex, upper case": (value) => Buffer.from(value).toString("hex").toUpperCase(),
  base64url: (value) => Buffer.from(value).toString("base64url"),
  HTML: (value) =>
    value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&#39;"),
};

/** Values as passwords and tokens are: whole characters, at least four of them. */
const secret = fc
  .string({ unit: "grapheme", minLength: 4, maxLength: 40 })
  .filter((value) => value.length >= 4 && !REDACTED.includes(value));

/** Text that cannot complete or repeat a secret by accident. */
const around = fc.constantFrom("", " ", "\n", "| ", " |");

describe.each(Object.entries(encodings))("a secret in %s", (_name, encode) => {
  test("never shows", () => {
    fc.assert(
      fc.property(secret, around, around, (value, before, after) => {
        const secrets = newSecrets();
        secrets.learn(value);
        expect(secrets.clean(`${before}${encode(value)}${after}`)).toBe(`${before}${REDACTED}${after}`);
      }),
      {
        numRuns: 100,
        examples: [
          ["P@ss w0rd!'\"<>&+/\\~", "", ""],
          ["密码 пароль ☃é", " ", ""],
          ["a%20b+c", "", ""],
        ],
      },
    );
  });
});

test.each(["base64", "base64url"] as const)("a request that is repeated in %s as a whole does not show the secret in it", (encoding) => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme-ascii", minLength: 8, maxLength: 32 }),
      fc.string({ maxLength: 9 }),
      fc.string({ maxLength: 9 }),
      (value, before, after) => {
        const secrets = newSecrets();
        secrets.learn(value);
        const cleaned = secrets.clean(Buffer.from(`${before}Password=${value}&${after}`).toString(encoding));
        for (const rest of cleaned.split(REDACTED)) {
          const read = Buffer.from(rest, encoding).toString("latin1");
          for (let at = 0; at + 5 <= value.length; at++)
            if (!`${before}Password=&${after}`.includes(value.slice(at, at + 5))) expect(read).not.toContain(value.slice(at, at + 5));
        }
        expect(cleaned).toContain(REDACTED);
      },
    ),
    { numRuns: 200 },
  );
});

test("no learned value is left in any text, however they overlap", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom("x", "y", "0"), minLength: 4, maxLength: 8 }), { minLength: 1, maxLength: 6 }),
      fc.string({ unit: fc.constantFrom("x", "y", "0"), maxLength: 60 }),
      (values, text) => {
        const secrets = newSecrets();
        values.forEach((value) => secrets.learn(value));
        const cleaned = secrets.clean(text);
        for (const value of values) expect(cleaned).not.toContain(value);
      },
    ),
    { numRuns: 500 },
  );
});

test("overlapping finds leave no rest of either", () => {
  const secrets = newSecrets();
  secrets.learn("abcdef");
  secrets.learn("cdefghij");
  expect(secrets.clean("<abcdefghij>")).toBe(`<${REDACTED}>`);
});

test("the longer of two values with the same start goes whole", () => {
  const secrets = newSecrets();
  secrets.learn("hunter2");
  secrets.learn("hunter2000");
  expect(secrets.clean("hunter2000 hunter2 hunter3")).toBe(`${REDACTED} ${REDACTED} hunter3`);
});

test("values of less than four characters are not learned, for they would blacken every text", () => {
  const secrets = newSecrets();
  for (const value of ["", "a", "abc"]) secrets.learn(value);
  expect(secrets.clean("a cab abc")).toBe("a cab abc");
});

test("text without secrets is untouched", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary-ascii" }), (text) => {
      const secrets = newSecrets();
      secrets.learn("\u0001never in any text\u0001");
      expect(secrets.clean(text)).toBe(text);
    }),
  );
});

test("a value that no encoder takes, a lone surrogate, is learned all the same", () => {
  const secrets = newSecrets();
  secrets.learn("pass\ud800word");
  expect(secrets.clean("pass\ud800word")).toBe(REDACTED);
});

test("ten thousand passwords do not slow a text down", () => {
  const secrets = newSecrets();
  for (let user = 0; user < 10_000; user++) secrets.learn(`Init-${user}-pass`);
  expect(secrets.clean("x".repeat(5_000) + "Init-77-pass" + "y".repeat(5_000))).toBe("x".repeat(5_000) + REDACTED + "y".repeat(5_000));
});

test.each(["", "...", "…", '"', '…")'])("a secret that a service has cut off does not show what is left of it (%j)", (end) => {
  const secrets = newSecrets();
  secrets.learn("Correct-Horse-7");
  expect(secrets.clean(`Password is "Correct-Ho${end}`)).toBe(`Password is "${REDACTED}${end}`);
  expect(secrets.clean(`Password is Corr${end}`)).toBe(`Password is Corr${end}`);
  expect(secrets.clean("Correct-Ho is no name")).toBe("Correct-Ho is no name");
});
