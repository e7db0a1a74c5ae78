import fc from "fast-check";

/** What people put into fields to be run, followed, rendered or announced elsewhere. */
const HOSTILE = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "</details></summary><!--",
  "-->",
  "`code` ``more`` ```",
  "\n\n# heading\n\n| a | b |\n|---|---|",
  "[link](https://evil.example) ![image](x)",
  "@team #12 GH-7 :smile: $x$ https://evil.example www.evil.example",
  "=cmd|' /C calc'!A0",
  "\u001b[2J\u001b]8;;https://evil.example\u0007",
  "\u202egnirts\u2066",
  "&lt;b&gt;",
  "'; DROP TABLE users",
  "李娜 王雨桐",
  "",
];

/** Any text, mixed with hostile pieces. */
export const anyText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: "binary", maxLength: 12 }), fc.string({ unit: "grapheme", maxLength: 12 })),
    { maxLength: 5 },
  )
  .map((parts) => parts.join(""));
