import { reviewReport } from "../../../cli/review/build-report";
import { readPreview } from "../../../cli/review/read-preview";
import { renderJson } from "../../../cli/report/render-json";
import { type ReportJson, reportSchema } from "../../../cli/report/schema";
import { planText, type PlannedUser } from "./plan";

/** The review of a plan as its JSON, which the schema has accepted. */
export function review(
  users: Readonly<Record<string, PlannedUser>>,
  more: Readonly<Record<string, unknown>> = {},
  environment: Readonly<Record<string, string>> = {},
): ReportJson {
  return reportSchema.parse(JSON.parse(renderJson(reviewReport(readPreview(planText(users, more)), { environment }))));
}

/** The people of one section. */
export function section(report: ReportJson, id: string): ReportJson["sections"][number]["people"] {
  return report.sections.find((one) => one.id === id)?.people ?? [];
}
