import { answerText, type Outcome, type WireAnswer, type WireRequest } from "../wire";
import type { EmulatedService } from "../service";
import type { FaultRule } from "./kinds";

const HTML_PAGE =
  "<html>\r\n<head><title>Bad Gateway</title></head>\r\n<body><center><h1>Bad Gateway</h1></center></body>\r\n</html>\r\n";

/** Whether the call takes effect although it ends badly. */
export function takesEffect({ kind, options }: FaultRule): boolean {
  return kind === "lost-response" || kind === "empty" || kind === "truncated" || options["effect"] === true;
}

/** The same answer with another body, without headers that described the old one. */
function withBody(answer: WireAnswer, body: string | undefined): Outcome {
  return {
    kind: "answer",
    answer: { ...answer, headers: { ...answer.headers, "content-type": "application/json;charset=utf-8" }, body },
  };
}

/**
 * How a call ends under a fault. `answer` is what the service said, for the faults that take effect first; for the
 * others it is not asked.
 */
export function ending(
  fault: FaultRule,
  service: EmulatedService,
  request: WireRequest,
  answer: WireAnswer | undefined,
): Outcome {
  const { kind, options } = fault;
  const retryAfter = typeof options["retry-after"] === "number" ? options["retry-after"] : undefined;
  const status = typeof options["status"] === "number" ? options["status"] : 502;
  switch (kind) {
    case "lost-response":
    case "lost-request":
      return { kind: "closed" };
    case "reset":
      return { kind: "reset" };
    case "html":
      return { kind: "answer", answer: { status, headers: { "content-type": "text/html" }, body: HTML_PAGE } };
    case "empty":
      return withBody(answer ?? { status: 200 }, undefined);
    case "stranger":
      if (options["bare"] === true) return { kind: "answer", answer: { status: 200 } };
      return {
        kind: "answer",
        answer: { status: 200, body: { status: "ok", message: "Please sign in to the network." } },
      };
    case "truncated": {
      const text = answerText(answer ?? { status: 200 });
      return withBody(answer ?? { status: 200 }, text.slice(0, Math.floor(text.length / 2)));
    }
    case "server-error": {
      const said = service.faultAnswer(kind, request, retryAfter);
      return { kind: "answer", answer: options["status"] === undefined ? said : { ...said, status } };
    }
    case "rate-limit":
      return { kind: "answer", answer: service.faultAnswer("throttle", request, retryAfter) };
    case "throttle":
    case "concurrent":
    case "expired-credentials":
    case "forbidden":
    case "quota":
      return { kind: "answer", answer: service.faultAnswer(kind, request, retryAfter) };
    default:
      throw new Error(`The fault ${kind} does not end a call.`);
  }
}
