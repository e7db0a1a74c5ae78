/** A Markdown table; cells may hold anything but line breaks. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
  return [line(header), `|${header.map(() => " --- |").join("")}`, ...rows.map(line)].join("\n");
}

/** A page that a person must not edit, because `npm run docs` writes it. @param source what it is written from */
export function page(
  title: string,
  introduction: string,
  sections: readonly string[],
  source = "the field tables",
): string {
  const mark = `<!-- Written by \`npm run docs\` from ${source}. Do not edit. -->`;
  return [`# ${title}`, mark, introduction, ...sections].join("\n\n") + "\n";
}

function cell(text: string): string {
  return text.replace(/\|/g, "\\|").replace(/\s*\n\s*/g, " ");
}
