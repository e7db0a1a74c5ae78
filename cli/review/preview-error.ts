import { RollcallError } from "../../provider/errors/error";

/** A preview that cannot be read: what is wrong with it and what to do. */
export function previewError(summary: string, remedy: string, cause?: unknown): RollcallError {
  return new RollcallError({ code: "ERR_CONFIG", summary, remedy, cause });
}

/** How to make a preview that can be read. */
export const HOW_TO = "Write one with: pulumi preview --json --show-sames > preview.json";
