import { writeAnswer } from "../terminal/write-file";
import type { Format } from "./format-names";
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
}

/**
 * Writes a report to a file or to standard output, coloured only for a person at a terminal.
 * @throws RollcallError ERR_CONFIG when the file cannot be written.
 */
export function writeReport(
  report: Report,
  { format, out, mask }: ReportTarget,
  environment: Readonly<Record<string, string | undefined>>,
): void {
  const shown = mask === true ? maskReport(report) : report;
  const text = renderReport(shown, format, { color: out === undefined && wantsColor(process.stdout, environment) });
  if (out === undefined) {
    process.stdout.write(text);
    return;
  }
  writeAnswer(out, text, "the report");
}

/** The report in a format. `color` matters to text alone. */
export function renderReport(report: Report, format: Format, { color }: { readonly color: boolean }): string {
  switch (format) {
    case "text":
      return renderText(report, { color });
    case "markdown":
      return renderMarkdown(report);
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
