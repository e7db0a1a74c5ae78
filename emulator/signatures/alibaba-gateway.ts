/** The usual figure for Alibaba Cloud's gateway; its pages differ between 15 and 31 minutes. */
const CLOCK_TOLERANCE_MS = 15 * 60_000;

/** Why a request was refused, with the code of Alibaba Cloud's public gateway errors. */
export interface AlibabaRefusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** What a verifier compares with. */
export interface AlibabaExpectation {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** True the first time a nonce is seen. Called only for requests whose signature is right. */
  readonly firstUse: (nonce: string) => boolean;
}

export function refusal(status: number, code: string, message: string): AlibabaRefusal {
  return { status, code, message };
}

/** Refuses every key but the expected one, without repeating it. */
export function refuseKey(accessKeyId: string, expected: AlibabaExpectation): AlibabaRefusal | undefined {
  if (accessKeyId === expected.accessKeyId) return undefined;
  return refusal(
    404,
    "InvalidAccessKeyId.NotFound",
    "Specified access key is not found. This is the Rollcall emulator: it knows only the key it printed at start-up and those it gave out itself. Never send a real access key to it.",
  );
}

/** Refuses a date that is not of the form `2026-01-02T03:04:05Z`, or too far from the gateway's clock. */
export function refuseDate(date: string, now: number): AlibabaRefusal | undefined {
  const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(date) ? Date.parse(date) : Number.NaN;
  if (Number.isNaN(time))
    return refusal(400, "InvalidTimeStamp.Format", "Specified time stamp or date value is not well formatted.");
  if (Math.abs(now - time) > CLOCK_TOLERANCE_MS)
    return refusal(400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.");
  return undefined;
}

/** Refuses a signature that is wrong and, once it is right, a nonce that was used before. */
export function refuseSignature(
  matches: boolean,
  nonce: string,
  expected: AlibabaExpectation,
): AlibabaRefusal | undefined {
  // The real gateway adds its string to sign, which holds every parameter, passwords among them.
  if (!matches)
    return refusal(
      400,
      "SignatureDoesNotMatch",
      "Specified signature is not matched with our calculation. please refer to signature method documentation.",
    );
  if (!expected.firstUse(nonce))
    return refusal(400, "SignatureNonceUsed", "Specified signature nonce was used already.");
  return undefined;
}
