import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Fields, Json } from "../provider/model/values";

/** Properties as the protocol carries them. */
export function toStruct(fields: Fields): Struct {
  return Struct.fromJavaScript(
    Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, mutable(value)])),
  );
}

/** Properties out of a message; nothing for a message that has none. */
export function fromStruct(struct: Struct | undefined): Readonly<Record<string, unknown>> {
  return struct?.toJavaScript() ?? {};
}

/** The library's types know no readonly values. */
function mutable(value: Json): JavaScriptValue {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(mutable);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, mutable(member)]));
}
