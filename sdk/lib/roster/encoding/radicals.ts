/** Radicals of dictionaries and ligatures of fonts, which look like the letters that a PDF file or its reader puts them for. */
const LOOKS_SO = /[\u2e80-\u2fd5\ufb00-\ufb06]/gu;

/** Of radicals for which Unicode itself names no letter: each, and the letter that it looks like. */
const LETTERS = new Map(
  "⺠民⺩王⻁虎⻄西⻅见⻆角⻉贝⻋车⻑長⻓长⻔门⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻯竜⻰龙⻲亀"
    .match(/../gu)
    ?.map(([radical = "", letter = ""]) => [radical, letter] as const),
);

/**
 * Why a key or name is not taken as written: `⽅伟` and `Soﬁa` look like `方伟` and `Sofia` and are others. A sentence without subject;
 * `undefined` for every other text.
 */
export function radicalProblem(text: string): string | undefined {
  const found = text.match(LOOKS_SO);
  if (found === null) return undefined;
  const meant = text.replace(LOOKS_SO, (sign) => LETTERS.get(sign) ?? sign.normalize("NFKC"));
  const codes = found.map((sign) => `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase()}`).join(", ");
  const remedy = meant.search(LOOKS_SO) !== -1 ? "Type it again." : `Write ${JSON.stringify(meant.trim())}.`;
  return `is ${JSON.stringify(text.trim())}, in which signs that only look like letters (${codes}) stand for them, as in text out of a PDF file. ${remedy}`;
}
