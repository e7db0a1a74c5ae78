import * as pulumi from "@pulumi/pulumi";

/** An error of the program that Pulumi shows as its text alone, however late it is thrown. */
export function runError(message: string): pulumi.RunError {
  const error = new pulumi.RunError(message);
  error.stack = message;
  return error;
}

/** The engine library's own frames above a constructor (pulumi sdk, `Resource.stackTrace`), and the line that called it. */
const FRAMES = 6;

/**
 * Shortens stack traces until the function it returns is called. Pulumi stores the whole trace of the constructor with every
 * resource: hundreds of bytes of loaders and hosts a user, which moreover differ from machine to machine. It also takes one for each of
 * some sixty promises, in case one never ends: to write those, each line mapped to its source, took a third of a program's time.
 */
export function shortenTraces(): () => void {
  const before: typeof Error.prepareStackTrace | undefined = Error.prepareStackTrace;
  const format =
    before ??
    ((error: Error, frames: readonly NodeJS.CallSite[]) =>
      [String(error), ...frames.map((frame) => `    at ${String(frame)}`)].join("\n"));
  Error.prepareStackTrace = (error, frames): unknown => {
    // The trace that is stored is the only one without a limit, and what somebody throws says something.
    if (Error.stackTraceLimit === Number.POSITIVE_INFINITY) return format(error, frames.slice(0, FRAMES));
    return error.message === "" ? String(error) : format(error, frames);
  };
  return () => void Object.assign(Error, { prepareStackTrace: before });
}
