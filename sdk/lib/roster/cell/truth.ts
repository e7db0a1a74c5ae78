/** What spreadsheets make of `true` and `false` in the languages they speak. */
const SHOWN: readonly (readonly [string, boolean])[] = [
  ["true wahr vrai verdadero verdadeiro vero waar prawda sant sann sand tosi igaz doğru pravda adevărat истина", true],
  [
    "false falsch faux falso onwaar fałsz fals falsk falskt usann usand epätosi hamis yanlış yanliş nepravda ложь",
    false,
  ],
];

const words = new Map(SHOWN.flatMap(([line, value]) => line.split(" ").map((word) => [word, value] as const)));

/** The truth value that a word is in a spreadsheet of some language, in any case: `TRUE`, `WAHR`, `ЛОЖЬ`. `undefined` for every other text. */
export function sheetTruth(word: string): boolean | undefined {
  return words.get(word.toLowerCase());
}
