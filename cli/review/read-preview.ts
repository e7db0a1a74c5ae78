import { only, parsedJson } from "../../provider/model/values";
import { resourceFields } from "../stack/state-format";
import { type Announcements, announcementsIn } from "../../provider/lifecycle/many/announcement";
import { endedIn } from "../../provider/lifecycle/memberships";
import { configError } from "../../provider/model/error";
import { dayLeaversIn } from "../../sdk/lib/gate/day-leavers";
import { namesIn, renamesIn, type ToldName } from "../../sdk/lib/names/memory";
import { z } from "zod";

const PART = /\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.[\]]+)/g;

/**
 * The parts of a property path as the engine writes them: `users.alice.email`, `users["a.b"].groupIds[0]`
 * (pulumi, `sdk/go/common/resource/property_path.go`).
 */
export function propertyPath(path: string): readonly string[] {
  return [...path.matchAll(PART)].map(
    ([, quoted, index, name]) => quoted?.replace(/\\(.)/g, "$1") ?? index ?? name ?? "",
  );
}

/** How to make a preview that can be read. */
export const HOW_TO = "Write one with: pulumi preview --json --show-sames > preview.json";

const state = z.looseObject({
  ...resourceFields,
  protect: z.boolean().optional(),
  retainOnDelete: z.boolean().optional(),
  delete: z.boolean().optional(),
  propertyDependencies: z.record(z.string(), z.array(z.string()).nullish()).nullish(),
});

const step = z.looseObject({
  op: z.string(),
  urn: z.string(),
  oldState: state.nullish(),
  newState: state.nullish(),
  diffReasons: z.array(z.string()).nullish(),
  replaceReasons: z.array(z.string()).nullish(),
  detailedDiff: z.record(z.string(), z.unknown()).nullish(),
});

const preview = z.looseObject({
  config: z.record(z.string(), z.unknown()).nullish(),
  steps: z.array(step).nullish(),
  diagnostics: z.array(z.looseObject({ message: z.string().optional(), severity: z.string().optional() })).nullish(),
  changeSummary: z.record(z.string(), z.number()).nullish(),
});

/** A resource before or after, as far as a review looks at it. */
export type ResourceState = z.infer<typeof state>;
/** One step of `pulumi preview --json`. */
export type Step = z.infer<typeof step>;

/** What `pulumi preview --json` printed (pulumi, `pkg/display/json.go`, PreviewDigest). */
export interface Preview {
  /** Text values of the stack's configuration, by full key. */
  readonly config: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
  /** Errors that ended the preview, without the engine's own prefix. */
  readonly errors: readonly string[];
  /** What the provider says of the members of sets. */
  readonly announced: Announcements;
  /** The last day of those who leave because it is over, by `directory key`, as the program says. */
  readonly lastDays: ReadonlyMap<string, string>;
  /** Groups that others gave and that the update would end, by `directory key`, as the provider says. */
  readonly endedMemberships: ReadonlyMap<string, readonly string[]>;
  /** Names of groups and units that rosters write for the first time. */
  readonly names: readonly ToldName[];
  /** Groups and units that somebody renamed at the console, while rosters write the old names. */
  readonly renames: ReturnType<typeof renamesIn>;
  /** How many resources the engine says stay the same, listed or not; `undefined` when it does not say. */
  readonly unchanged: number | undefined;
}

/**
 * Reads the output of `pulumi preview --json`.
 * @throws RollcallError when the text is none: empty, cut off, another tool's, another format of Pulumi's, another shape.
 */
export function readPreview(text: string): Preview {
  const bare = text.replace(/^\ufeff/, "").trim();
  if (bare === "") throw configError("the preview is empty", HOW_TO);
  const value = parsedJson(bare);
  if (value === undefined) throw unreadable(bare);
  const other = knownOther(value);
  if (other !== undefined) throw configError(`this is ${other}, not the output of pulumi preview --json`, HOW_TO);
  const parsed = preview.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw configError(
      `the preview has a shape that is not known: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`,
      `It may come from a Pulumi version that Rollcall does not know. ${HOW_TO}`,
    );
  }
  const { config, steps, diagnostics, changeSummary } = parsed.data;
  if (steps === undefined && diagnostics === undefined && changeSummary === undefined)
    throw configError("this is JSON, but not the output of pulumi preview --json: it has no steps", HOW_TO);
  const gap = gapIn(steps ?? [], changeSummary ?? {});
  if (gap !== undefined)
    throw configError(`the preview is not whole: ${gap}`, `Give it as pulumi wrote it, without a filter. ${HOW_TO}`);
  const messages = (diagnostics ?? []).flatMap(({ message }) => message ?? []);
  return {
    config: only(config ?? {}, (setting) => typeof setting === "string"),
    steps: steps ?? [],
    errors: (diagnostics ?? []).flatMap(({ message, severity }) =>
      severity === "error" && message !== undefined ? [oneLine(message)] : [],
    ),
    announced: announcementsIn(messages),
    lastDays: dayLeaversIn(messages),
    endedMemberships: endedIn(messages),
    names: namesIn(messages),
    renames: renamesIn(messages),
    unchanged: changeSummary === undefined || changeSummary === null ? undefined : (changeSummary["same"] ?? 0),
  };
}

/** What steps of these kinds change, and between which states. The engine lists each that it counts (pulumi, `pkg/backend/display/json.go`). */
const CHANGES: Readonly<Record<string, readonly ("oldState" | "newState")[]>> = {
  create: ["newState"],
  update: ["oldState", "newState"],
  delete: ["oldState"],
};

/** What somebody on the way has taken out: without it a deletion reads as nothing, or as somebody who joins. */
function gapIn(steps: readonly Step[], summary: Readonly<Record<string, number>>): string | undefined {
  for (const [op, states] of Object.entries(CHANGES)) {
    const listed = steps.filter((step) => step.op === op);
    const missing = states.find((state) => listed.some((step) => (step[state] ?? undefined) === undefined));
    if (missing !== undefined) return `it has a step of the kind ${op} without its ${missing}`;
    const counted = summary[op] ?? 0;
    if (counted > listed.length) return `it counts ${counted} of the kind ${op} and lists ${listed.length}`;
  }
  return undefined;
}

/** An error of the engine's on one line, without the frames of a program's stack. */
function oneLine(message: string): string {
  return message
    .replace(/^error: /, "")
    .replace(/\n +at .+(?=\n|$)/g, "")
    .replace(/\s*\n\s*/g, " ")
    .trim();
}

function unreadable(text: string): Error {
  const lines = text.split("\n");
  if (lines.length > 1 && lines.every((line) => line.trim() === "" || parsedJson(line) !== undefined))
    return configError(
      "these are several JSON documents, one a line: the engine's event stream",
      `Unset PULUMI_ENABLE_STREAMING_JSON_PREVIEW and leave --event-log out. ${HOW_TO}`,
    );
  if (!text.startsWith("{"))
    return configError(
      `this is not JSON: it begins with ${JSON.stringify(text.slice(0, 20))}`,
      `Keep messages out of the file by redirecting standard output alone. ${HOW_TO}`,
    );
  return text.endsWith("}")
    ? configError("the preview is not valid JSON: it is damaged, or has something else before or after it", HOW_TO)
    : configError(
        `the preview is cut off after ${text.length} characters: its JSON does not end`,
        `Let pulumi preview finish, and look for a full disk. ${HOW_TO}`,
      );
}

/** Files that people mistake for a preview. */
function knownOther(value: unknown): string | undefined {
  if (Array.isArray(value)) return "a JSON list";
  if (typeof value !== "object" || value === null) return "a single JSON value";
  if ("resource_changes" in value || "terraform_version" in value) return "a Terraform plan";
  if ("resourcePlans" in value) return "a saved update plan (pulumi preview --save-plan)";
  if ("deployment" in value) return "an exported state (pulumi stack export)";
  return undefined;
}
