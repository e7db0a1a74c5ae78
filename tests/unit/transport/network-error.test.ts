import { NoAnswer } from "../../../provider/model/service";
import { noAnswerOf } from "../../../provider/vendors/http";

/** As fetch wraps the network's own error. */
function failed(code: string): Error {
  return new TypeError("fetch failed", { cause: Object.assign(new Error("secret detail"), { code }) });
}

test.each(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "UND_ERR_CONNECT_TIMEOUT"])(
  "%s has reached nobody",
  (code) => {
    expect(noAnswerOf(failed(code), "eds.example")).toMatchObject({
      category: "unreachable",
      message: `no connection to eds.example (${code})`,
    });
  },
);

test.each([
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "ERR_SSL_WRONG_VERSION_NUMBER",
  "EPROTO",
])("%s has reached nobody that is trusted", (code) => {
  expect(noAnswerOf(failed(code), "eds.example")).toMatchObject({
    category: "unreachable",
    message: `the TLS connection to eds.example was not trusted or not possible (${code})`,
  });
});

test.each(["ECONNRESET", "EPIPE", "ETIMEDOUT", "UND_ERR_SOCKET", "UND_ERR_BODY_TIMEOUT", "HPE_INVALID_CONSTANT"])(
  "after %s it is unknown whether the service acted",
  (code) => {
    expect(noAnswerOf(failed(code), "eds.example")).toMatchObject({
      category: "no-answer",
      message: `the connection to eds.example broke before an answer came (${code})`,
    });
  },
);

test("an error without a code, or no error at all, is no answer either", () => {
  expect(noAnswerOf(new Error("socket hang up"), "h").category).toBe("no-answer");
  expect(noAnswerOf("text", "h").category).toBe("no-answer");
});

test("what is known already stays as it is", () => {
  const known = new NoAnswer("auth", "x");
  expect(noAnswerOf(known, "h")).toBe(known);
});
