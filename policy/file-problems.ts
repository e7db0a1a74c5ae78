import { type Bag, isBag, record } from "../provider/model/values";
import { type Document, isNode, type LineCounter } from "yaml";
import type { z } from "zod";
import { suggest } from "../provider/model/suggest";

/** `line 4, rules.naming.pattern`: where in the file an issue stands; a missing setting has the line of what should hold it. */
export function placeOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): string {
  const written = path.map(String).join(".");
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range)
      return [`line ${lines.linePos(node.range[0]).line}`, ...(written === "" ? [] : [written])].join(", ");
  }
  return written === "" ? "line 1" : written;
}

/** An issue in words; an unknown setting with the one that was probably meant. */
export function problemTexts(issue: z.core.$ZodIssue, schema: z.ZodType): readonly string[] {
  if (issue.code !== "unrecognized_keys") return [lowerFirst(issue.message)];
  const known = namesAt(schema, issue.path);
  return issue.keys.map((key) => {
    const meant = suggest(key, known);
    return `${key} is not a setting here${meant === undefined ? `; there are ${known.join(", ")}` : `. Did you mean ${meant}?`}`;
  });
}

/** Names that the schema knows at a place. */
function namesAt(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  let at: unknown = schema;
  for (const step of path) at = inside(unwrap(at), step);
  const shape = shapeOf(unwrap(at));
  return shape === undefined ? [] : Object.keys(shape);
}

function inside(schema: unknown, step: PropertyKey): unknown {
  if (typeof step === "number") return definition(schema)["element"];
  return shapeOf(schema)?.[String(step)];
}

/** The schema that decides about names, below `optional`, `transform` and the like. */
function unwrap(schema: unknown): unknown {
  const { innerType, type, in: left, out: right } = definition(schema);
  if (innerType !== undefined) return unwrap(innerType);
  if (type !== "pipe") return schema;
  // A transform before (preprocess) or after the object: the other end of the pipe is what has names.
  return definition(left)["type"] === "transform" ? unwrap(right) : unwrap(left);
}

function shapeOf(schema: unknown): Bag | undefined {
  const { shape } = definition(schema);
  return isBag(shape) ? shape : undefined;
}

function definition(schema: unknown): Bag {
  return record(record(schema)["def"]);
}

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
