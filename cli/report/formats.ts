import { writeFiles } from "../terminal/write-files";
import { abridge } from "./abridge";
import type { Format } from "../terminal/choices";
import { maskReport } from "./mask";
import type { Report } from "./model";
import { renderHtml } from "./render-html";
import { renderJson } from "./render-json";
import { renderMarkdown } from "./render-markdown";
import { renderText } from "./render-text";

/** How and where a command writes its report. */
export interface ReportTarget {
  readonly format: Format;
  /** File to write; absent: standard output. */
  readonly out?: string;
  /** Leave personal data out. */
  readonly mask?: true;
  /** Show everybody, however many there are. */
  readonly all?: true;
}

/**
 * Writes a report to a file or to standard output, coloured only for a person at a terminal.
 * @throws RollcallError ERR_CONFIG when the file cannot be written.
 */
export function writeReport(
  report: Report,
  { format, out, mask, all }: ReportTarget,
  environment: Readonly<Record<string, string | undefined>>,
): void {
  const chosen = all === true ? report : abridge(report, format);
  const shown = mask === true ? maskReport(chosen) : chosen;
  const color = out === undefined && wantsColor(process.stdout, environment);
  const text = renderReport(shown, format, { color, ...(all === true && { all }) });
  if (out === undefined) {
    process.stdout.write(text);
    return;
  }
  writeFiles([{ file: out, content: text, what: "the report" }]);
}

/** The report in a format. `color` matters to text alone, `all` to Markdown, which else stays within what a comment holds. */
export function renderReport(
  report: Report,
  format: Format,
  { color, all }: { readonly color: boolean; readonly all?: true },
): string {
  switch (format) {
    case "text":
      return renderText(report, { color });
    case "markdown":
      return renderMarkdown(report, all);
    case "json":
      return renderJson(report);
    case "html":
      return renderHtml(report);
  }
}

/** Whether text may be coloured: on a terminal that can, unless NO_COLOR is set (no-color.org). */
export function wantsColor(
  output: { readonly isTTY?: boolean | undefined },
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  return output.isTTY === true && environment["TERM"] !== "dumb" && (environment["NO_COLOR"] ?? "") === "";
}
