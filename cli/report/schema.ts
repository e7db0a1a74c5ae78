import { z } from "zod";
import { jsonText } from "../terminal/write-answer";
import { directories } from "../../provider/directories";

const fact = z.strictObject({ field: z.string(), value: z.string() });

const change = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("value"),
      field: z.string(),
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
    z.strictObject({
      kind: z.literal("list"),
      field: z.string(),
      added: z.array(z.string()),
      removed: z.array(z.string()),
    }),
    z.strictObject({ kind: z.literal("secret"), field: z.string() }),
    z.strictObject({ kind: z.literal("unknown"), field: z.string() }),
  ])
  .describe("How one field changes. null: not set. A secret says nothing but that it changes.");

const entry = {
  directory: z.enum(Object.keys(directories)),
  key: z.string().describe("Natural key."),
  name: z.string().optional().describe("Display name."),
  facts: z.array(fact).describe("Fields of whoever comes or goes."),
  changes: z.array(change),
  notes: z.array(z.string()).describe("Sentences for people: why somebody is replaced, what is lost."),
};

const person = z.strictObject(entry);

const group = z.strictObject({ noun: z.string().describe("What it is: group, organisation, unit."), ...entry });

const heading = {
  title: z.string(),
  about: z.string(),
  tone: z.enum(["comes", "goes", "replaced", "changes", "note"]),
};

const section = z.strictObject({
  id: z.string().describe("Stable name, such as joins, leaves, replaced, changes."),
  ...heading,
  people: z.array(person),
});

const groupSection = z.strictObject({
  id: z.string().describe("Stable name, such as groups-created, groups-deleted, groups-renamed."),
  ...heading,
  groups: z.array(group),
});

/** The JSON format of a report. Fields may be added; what is here keeps its name and meaning within a version. */
export const reportSchema = z
  .strictObject({
    version: z.literal(1),
    kind: z.enum(["review", "drift"]),
    title: z.string(),
    counts: z.record(z.string(), z.int().min(0)).describe("How many people stand where, by stable name."),
    risks: z.array(
      z.strictObject({
        id: z.string().describe("Stable name, such as too-many-deletions."),
        level: z.enum(["high", "notice"]),
        text: z.string(),
      }),
    ),
    sections: z.array(section),
    groups: z.array(groupSection).describe("Groups and units. They do not count as people."),
    unseen: z.array(z.string()).describe("What the report could not see. Empty: it saw everything."),
  })
  .describe("A report of Rollcall about people, version 1.");

/** A report as JSON. */
export type ReportJson = z.infer<typeof reportSchema>;

/** The schema as JSON Schema, draft 2020-12: what `docs/schema/review.schema.json` holds. */
export function reportJsonSchema(): string {
  return jsonText(z.toJSONSchema(reportSchema));
}
