import { z } from "zod";

/**
 * A name that people give to a group or unit: not empty, and without blanks at its ends, which nobody sees.
 * @param longest in characters; none where no page of the service gives one
 */
export function objectName(longest = Number.POSITIVE_INFINITY): z.ZodType<string, string> {
  return z.string().refine((name) => name !== "" && name.trim() === name && [...name].length <= longest);
}

/** Free text of at most so many characters. */
export function noteText(longest = Number.POSITIVE_INFINITY): z.ZodType<string, string> {
  return z.string().refine((text) => [...text].length <= longest);
}
