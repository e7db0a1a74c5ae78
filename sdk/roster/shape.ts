import { z } from "zod";
import type { FieldSpec } from "../../provider/field";

/** What a field's text can be turned into. */
export type Shape =
  | { readonly kind: "text" | "boolean" | "number" }
  | { readonly kind: "list"; readonly of: Shape }
  | { readonly kind: "object"; readonly properties: ReadonlyMap<string, Shape> }
  | { readonly kind: "record" };

const TEXT: Shape = { kind: "text" };

const known = new WeakMap<FieldSpec, Shape>();

/** The shape of a field's declared value, derived from its schema. Where a schema allows several, text wins: it says the same unchanged. */
export function shapeOf(spec: FieldSpec): Shape {
  const before = known.get(spec);
  if (before !== undefined) return before;
  const shape = fromSchema(z.toJSONSchema(spec.type, { io: "input", unrepresentable: "any" }));
  known.set(spec, shape);
  return shape;
}

type JsonSchema = z.core.JSONSchema.BaseSchema;

function fromSchema(schema: JsonSchema): Shape {
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives !== undefined) {
    const shapes = alternatives.map(fromSubschema);
    return shapes.find(({ kind }) => kind === "text") ?? shapes[0] ?? TEXT;
  }
  switch (schema.type) {
    case "boolean":
      return { kind: "boolean" };
    case "number":
    case "integer":
      return { kind: "number" };
    case "array":
      return { kind: "list", of: Array.isArray(schema.items) || schema.items === undefined ? TEXT : fromSubschema(schema.items) };
    case "object":
      if (schema.properties === undefined) return { kind: "record" };
      return { kind: "object", properties: new Map(Object.entries(schema.properties).map(([name, inner]) => [name, fromSubschema(inner)])) };
    default:
      return TEXT;
  }
}

function fromSubschema(schema: JsonSchema | boolean): Shape {
  return typeof schema === "boolean" ? TEXT : fromSchema(schema);
}
