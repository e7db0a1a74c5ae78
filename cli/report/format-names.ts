/** The formats of a report. */
export const FORMATS = ["text", "markdown", "json", "html"] as const;
/** One of {@link FORMATS}. */
export type Format = (typeof FORMATS)[number];
