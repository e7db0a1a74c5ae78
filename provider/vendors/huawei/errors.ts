import { categoryOfStatus, type ErrorRow, findRow } from "../../model/category";
import type { Answer, Failure } from "../../model/service";
import { record, text } from "../../model/values";

const rows: readonly ErrorRow[] = [
  { code: "APIGW.0301", category: "auth", remedy: "Check the keys, and this machine's clock." },
  { code: "APIGW.0308", category: "throttled", remedy: "Wait, or lower --parallel." },
];

/** Judges an answer of IAM or STS, whose errors come in three shapes: `{error}`, `{error_code}` and `{code}`. */
export function classifyIam({ status, body, headers }: Answer): Failure | undefined {
  if (status < 300) return undefined;
  const answer = record(body);
  const nested = record(answer["error"]);
  const code = text(answer["error_code"]) ?? text(answer["code"]) ?? text(nested["code"]) ?? "";
  const message = text(answer["error_msg"]) ?? text(answer["message"]) ?? text(nested["message"]);
  const row = findRow(rows, code);
  const requestId = text(answer["request_id"]) ?? headers["x-request-id"] ?? headers["x-iam-trace-id"];
  return {
    category: row?.category ?? categoryOfStatus(status),
    cloudCode: code,
    message: message ?? `HTTP ${status}`,
    status,
    ...(requestId !== undefined && { requestId }),
    ...(row !== undefined && { remedy: row.remedy }),
  };
}
