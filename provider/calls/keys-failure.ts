import type { Identity } from "../model/credentials";
import type { Answer, Failure } from "../model/service";
import type { Clock } from "./clock";

/** Clocks that differ by less than this are no cause of anything: the Date header counts whole seconds and was under way. */
const NOTICED_MS = 60_000;

/**
 * Whether a refusal may be about the age of the keys: all that the clouds answer for it, where no page names the code. A permission
 * that is known to be missing is not.
 */
export function concernsKeys({ category, status, remedy }: Failure): boolean {
  return category === "auth" || (status === 403 && remedy === undefined);
}

/** The failure with whose keys were refused and how far this machine's clock is off, where it is about keys. */
export function onKeys(
  failure: Failure,
  answer: Answer,
  { identity, clock }: { readonly identity?: Identity; readonly clock: Clock },
): Failure {
  if (identity === undefined || !(concernsKeys(failure) || failure.category === "forbidden")) return failure;
  const notes = [
    `The keys are those of ${identity.source}.`,
    ...(failure.category === "auth" ? clockNote(answer, clock.now()) : []),
  ];
  const message = failure.message.trim();
  return { ...failure, message: `${message}${/[.!?。]$/.test(message) ? "" : "."} ${notes.join(" ")}` };
}

function clockNote({ headers }: Answer, now: number): readonly string[] {
  const theirs = Date.parse(headers["date"] ?? "");
  if (Number.isNaN(theirs) || Math.abs(now - theirs) < NOTICED_MS) return [];
  const minutes = Math.round(Math.abs(now - theirs) / 60_000);
  return [
    `This machine's clock is ${minutes} min ${now > theirs ? "ahead of" : "behind"} the service's; set it, best by NTP.`,
  ];
}
