import type { Format } from "./format-names";
import type { Report } from "./model";
import { renderHtml } from "./render-html";
import { renderJson } from "./render-json";
import { renderMarkdown } from "./render-markdown";
import { renderText } from "./render-text";

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
export function wantsColor(output: { readonly isTTY?: boolean | undefined }, environment: Readonly<Record<string, string | undefined>>): boolean {
  return output.isTTY === true && environment["TERM"] !== "dumb" && (environment["NO_COLOR"] ?? "") === "";
}
