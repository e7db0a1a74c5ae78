import type { Answer } from "../calls/answer";

/** An HTTP answer from its raw text. The status survives whatever the body is; its text is never kept unless it is JSON. */
export function readAnswer(status: number, headers: Readonly<Record<string, string>>, text: string): Answer {
  const trimmed = text.replace(/^\uFEFF/, "").trim();
  if (trimmed === "") return { status, headers, body: undefined };
  try {
    const body: unknown = JSON.parse(trimmed);
    return { status, headers, body };
  } catch {
    return { status, headers, body: undefined, unreadable: kindOf(trimmed) };
  }
}

function kindOf(text: string): string {
  if (text.startsWith("<")) return /^<(!doctype html|html)/i.test(text) ? "an HTML page" : "markup";
  return /^[[{"]/.test(text) ? "truncated JSON" : "plain text";
}
