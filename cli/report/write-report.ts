import { writeAnswer } from "../manners/write-file";
import type { Format } from "./format-names";
import { renderReport, wantsColor } from "./formats";
import { maskReport } from "./mask";
import type { Report } from "./model";

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
export function writeReport(report: Report, { format, out, mask }: ReportTarget, environment: Readonly<Record<string, string | undefined>>): void {
  const shown = mask === true ? maskReport(report) : report;
  const text = renderReport(shown, format, { color: out === undefined && wantsColor(process.stdout, environment) });
  if (out === undefined) {
    process.stdout.write(text);
    return;
  }
  writeAnswer(out, text, "the report");
}
