import { defined } from "./values";
import type { Category } from "./category";

/** Stable codes of everything Rollcall throws on purpose, with what each means. A code never changes its meaning. */
export const ERROR_CODES = {
  ERR_CONFIG: "The configuration is missing or wrong: target, endpoint, credentials, limits.",
  ERR_INVALID_USER: "A declaration breaks a documented rule; nothing was sent.",
  ERR_ALREADY_EXISTS: "A user of this name exists and onExisting does not allow taking it over.",
  ERR_DIFFERS: "A user of this name exists and differs from the program; each differing field is named.",
  ERR_USER_MISSING: "The user was deleted behind the program's back.",
  ERR_CANNOT_CHANGE: "No action of the service can make this change.",
  ERR_NOT_EMPTY: "A group or unit still holds people or units that stay; it was kept.",
  ERR_PARTIAL: "The user exists, but a later call failed; the next run repairs it.",
  ERR_CLOUD: "The service refused or failed; its own code and message follow.",
  ERR_AUTH: "The key, token or clock is wrong. Nobody was dropped from state.",
  ERR_FORBIDDEN: "The key may not do this. Nobody was dropped from state.",
  ERR_PARENT_MISSING:
    "The instance, tenant or service around the users is missing or not enabled. Nobody was dropped from state.",
  ERR_THROTTLED: "The service limited calls until the deadline.",
  ERR_QUOTA: "A limit of the account that waiting does not lift.",
  ERR_UNREACHABLE: "No answer came from the endpoint.",
  ERR_UNCERTAIN: "A creation was sent and its outcome is unknown; the next run looks before it repeats.",
  ERR_DEADLINE: "Repeats went on for as long as one operation may take.",
  ERR_CANCELLED: "The run was cancelled before this call was sent; the next run goes on.",
  ERR_TOO_MANY_DELETES: "The run would delete more users than the stack allows.",
  ERR_ROSTER: "The roster cannot be read or has bad rows; every one is listed.",
  ERR_STATE: "What state keeps of a set is damaged, too long or of another version; nothing was changed.",
  ERR_DATA_FILE: "The emulator's data file is damaged, locked or not readable.",
} as const;

/** One of {@link ERROR_CODES}. */
export type ErrorCode = keyof typeof ERROR_CODES;

/** What a {@link RollcallError} carries besides its message. */
export interface ErrorDetails {
  readonly code: ErrorCode;
  /** One sentence: what went wrong, without secrets. */
  readonly summary: string;
  /** One sentence: what to do about it. */
  readonly remedy: string;
  readonly category?: Category;
  /** The vendor's own code, e.g. `ExistedEndUserId`. */
  readonly cloudCode?: string;
  readonly requestId?: string;
  /** Natural key of the user concerned. */
  readonly user?: string;
  /** HTTP status, when an answer arrived. */
  readonly status?: number;
  readonly cause?: unknown;
}

/**
 * An expected failure: its text teaches (what, whose code, which request, which user, what to do) and has no stack trace,
 * because Pulumi prints `stack` of whatever a provider throws.
 */
export class RollcallError extends Error implements ErrorDetails {
  readonly code: ErrorCode;
  readonly summary: string;
  readonly remedy: string;
  readonly category?: Category;
  readonly cloudCode?: string;
  readonly requestId?: string;
  readonly user?: string;
  readonly status?: number;

  constructor(details: ErrorDetails) {
    super(render(details), details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "RollcallError";
    this.code = details.code;
    this.summary = details.summary;
    this.remedy = details.remedy;
    if (details.category !== undefined) this.category = details.category;
    if (details.cloudCode !== undefined) this.cloudCode = details.cloudCode;
    if (details.requestId !== undefined) this.requestId = details.requestId;
    if (details.user !== undefined) this.user = details.user;
    if (details.status !== undefined) this.status = details.status;
    this.stack = `${this.name}: ${this.message}`;
  }

  /** The same failure, said about one user. */
  about(user: string): RollcallError {
    return this.user === user ? this : new RollcallError({ ...this.details(), user });
  }

  /** The fields of this error, to build a changed copy from. */
  details(): ErrorDetails {
    const { code, summary, remedy, category, cloudCode, requestId, user, status, cause } = this;
    return defined({ code, summary, remedy, category, cloudCode, requestId, user, status, cause });
  }
}

function render(details: ErrorDetails): string {
  const facts = [
    details.code,
    ...(details.cloudCode !== undefined ? [`cloud code ${details.cloudCode}`] : []),
    ...(details.status !== undefined ? [`HTTP ${details.status}`] : []),
    ...(details.requestId !== undefined ? [`request ${details.requestId}`] : []),
  ];
  const who = details.user !== undefined ? `${details.user}: ` : "";
  return `${who}${details.summary} [${facts.join(", ")}] Remedy: ${details.remedy}`;
}

/** Names in a row, and how many more there are: `alice, bob and 3 more`. */
export function shortRow(names: readonly string[], most = 10): string {
  return names.slice(0, most).join(", ") + (names.length > most ? ` and ${names.length - most} more` : "");
}

/** Lines below a sentence, and how many more there are. */
export function shortLines(lines: readonly string[]): readonly string[] {
  return [...lines.slice(0, 10), ...(lines.length > 10 ? [`and ${lines.length - 10} more`] : [])].map(
    (line) => `  ${line}`,
  );
}

/** The refusal of a setting, a flag or a file as somebody wrote it: code `ERR_CONFIG`. */
export function configError(summary: string, remedy: string, cause?: unknown): RollcallError {
  return new RollcallError({ code: "ERR_CONFIG", summary, remedy, cause });
}

/** Why no action of the service can make a change, or why Rollcall does not ask for it: code `ERR_CANNOT_CHANGE`. */
export function cannotChange(
  summary: string,
  remedy: string,
  about: Pick<ErrorDetails, "category" | "user">,
): RollcallError {
  return new RollcallError({ code: "ERR_CANNOT_CHANGE", summary, remedy, ...about });
}

/** What a call brings; `undefined` where its refusal says that what it is about is not there. */
export async function unlessGone<T>(
  call: Promise<T>,
  isGone = ({ category }: RollcallError): boolean => category === "not-found",
): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (isGone(asRollcallError(error))) return undefined;
    throw error;
  }
}

/** What anything that was thrown says. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The error as a {@link RollcallError}; anything unexpected is wrapped so that nothing leaves without a code. */
export function asRollcallError(error: unknown): RollcallError {
  if (error instanceof RollcallError) return error;
  return new RollcallError({
    code: "ERR_CLOUD",
    summary: `Unexpected failure: ${messageOf(error)}`,
    remedy: "Run again; if it stays, report it with the text above.",
    cause: error,
  });
}
