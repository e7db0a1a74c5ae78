import { z } from "zod";
import { capital } from "../../provider/model/values";

/** A type in Pulumi's package schema (pulumi, `pkg/codegen/schema/pulumi.json`). */
export interface TypeSpec {
  readonly type?: "string" | "boolean" | "integer" | "number" | "array" | "object";
  readonly items?: TypeSpec;
  readonly additionalProperties?: TypeSpec;
  readonly $ref?: string;
  readonly oneOf?: readonly TypeSpec[];
}

/** A property in Pulumi's package schema. */
export interface PropertySpec extends TypeSpec {
  readonly description?: string;
  readonly secret?: true;
  readonly willReplaceOnChanges?: true;
}

/** An object or an enumeration that has a name of its own, as objects and enumerations must. */
export type NamedType =
  | {
      readonly type: "object";
      readonly description?: string;
      readonly properties: Readonly<Record<string, PropertySpec>>;
      readonly required?: readonly string[];
    }
  | { readonly type: "string"; readonly description?: string; readonly enum: readonly EnumValue[] };

/** One value of an enumeration, and what packages call it where the value itself makes no good name. */
interface EnumValue {
  readonly name?: string;
  readonly value: string;
}

/** Where named types are collected, by token. */
export type NamedTypes = Map<string, NamedType>;

export const TEXT: TypeSpec = { type: "string" };

/** Anything at all. */
export const ANY: TypeSpec = { $ref: "pulumi.json#/Any" };

/** A property with values of one type by name. */
export function mapOf(additionalProperties: TypeSpec, description: string): PropertySpec {
  return { type: "object", additionalProperties, description };
}

/**
 * A field's type for other languages. Patterns and lengths have no place in it; the field's description says them.
 * @param token of the type, should it need a name: `rollcall:eds:UserOwnerType`
 * @param about what it is, for a type with a name
 */
export function typeSpec(schema: JsonSchema, token: string, named: NamedTypes, about: string): TypeSpec {
  const { type, enum: values, const: only, anyOf, items, properties, required, additionalProperties } = schema;
  if (anyOf !== undefined) return anyOfSpec(anyOf, token, named, about);
  if (Array.isArray(type)) return { oneOf: type.map((one) => typeSpec({ ...schema, type: one }, token, named, about)) };
  if (values !== undefined || typeof only === "string") {
    const all = (values ?? [only]).map((value) => enumValue(String(value)));
    named.set(token, { type: "string", description: about, enum: all });
    return reference(token);
  }
  if (type === "array") return { type, items: items === undefined ? ANY : typeSpec(items, token, named, about) };
  if (type === "object" && properties !== undefined) {
    const members = Object.entries(properties).map(
      ([name, member]) => [name, typeSpec(member, `${token}${capital(name)}`, named, `${name} in: ${about}`)] as const,
    );
    named.set(token, {
      type,
      description: about,
      properties: Object.fromEntries(members),
      ...(required !== undefined && required.length > 0 && { required }),
    });
    return reference(token);
  }
  if (type === "object")
    return {
      type,
      additionalProperties:
        additionalProperties === undefined ? ANY : typeSpec(additionalProperties, token, named, about),
    };
  return type === "string" || type === "boolean" || type === "integer" || type === "number" ? { type } : ANY;
}

/** Python's generator makes ADMI_N_ACTIVATE of ADMIN_ACTIVATE, and Go's UserActiveType_ADMIN_ACTIVATE; of AdminActivate both make a good one. */
function enumValue(value: string): EnumValue {
  if (!value.includes("_")) return { value };
  return { name: value.toLowerCase().split("_").map(capital).join(""), value };
}

/** Alternatives that are all texts are a text: an empty one clears, which is a value and no type. */
function anyOfSpec(anyOf: readonly JsonSchema[], token: string, named: NamedTypes, about: string): TypeSpec {
  const others = anyOf.filter(({ const: only }) => only !== "");
  const [first, ...more] = others.length === anyOf.length ? anyOf : others;
  if (first !== undefined && more.length === 0) return typeSpec(first, token, named, about);
  return { oneOf: anyOf.map((one) => typeSpec(one, token, named, about)) };
}

/** The reference to a named type of this package. */
export function reference(token: string): TypeSpec {
  return { $ref: `#/types/${token}` };
}

/** What of a JSON Schema matters to types of other languages. */
export interface JsonSchema {
  readonly type?: string | readonly string[] | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[] | undefined;
  readonly items?: JsonSchema | undefined;
  readonly properties?: Readonly<Record<string, JsonSchema>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly additionalProperties?: JsonSchema | undefined;
}

const jsonSchema: z.ZodType<JsonSchema> = z.lazy(() =>
  z.object({
    type: z.union([z.string(), z.array(z.string())]).optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    anyOf: z.array(jsonSchema).optional(),
    items: jsonSchema.optional(),
    properties: z.record(z.string(), jsonSchema).optional(),
    required: z.array(z.string()).optional(),
    additionalProperties: jsonSchema.optional().catch(undefined),
  }),
);

/** What a program may write for a field, as a JSON Schema. */
export function jsonSchemaOf(type: z.ZodType): JsonSchema {
  return jsonSchema.parse(z.toJSONSchema(type, { io: "input", unrepresentable: "any" }));
}
