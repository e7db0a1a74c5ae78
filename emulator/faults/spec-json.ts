import { isObject, parseJson } from "../untyped";
import { FaultSpecError } from "./fault-spec-error";
import type { FaultRule } from "./kinds";
import { checkRule } from "./rule";
import { parseFaultText } from "./spec-text";

function entriesOf(value: unknown, where: string): [string, unknown][] {
  if (!isObject(value)) throw new FaultSpecError(where, "it must be a JSON object");
  return Object.entries(value);
}

function textOf(fields: ReadonlyMap<string, unknown>, name: string, where: string): string {
  const value = fields.get(name);
  if (typeof value !== "string") throw new FaultSpecError(where, `${name} must be a text`);
  return value;
}

function readRule(value: unknown, index: number): FaultRule {
  const where = `rule ${index + 1}`;
  const fields = new Map(entriesOf(value, where));
  const target = textOf(fields, "on", where);
  const kind = textOf(fields, "fault", where);
  const set = fields.has("set") ? Object.fromEntries(entriesOf(fields.get("set"), where)) : {};
  const options = new Map([...fields].filter(([name]) => !["on", "fault", "set"].includes(name)));
  return checkRule({ target, kind, options, set, text: JSON.stringify(value) }, (part) =>
    options.has(part) ? `${where}, ${part}` : where,
  );
}

/**
 * Reads a fault specification as the control API receives it: the text form, or a JSON list of
 * `{"on": "eds:CreateUsers", "fault": "lost-response", "first": 1}`. Throws {@link FaultSpecError}.
 */
export function parseFaults(body: string): FaultRule[] {
  if (!body.trimStart().startsWith("[")) return parseFaultText(body);
  const parsed = parseJson(body);
  if (parsed === undefined) throw new FaultSpecError("character 1", "it starts like a JSON list but is not JSON");
  if (!Array.isArray(parsed)) throw new FaultSpecError("character 1", "it must be a JSON list");
  return parsed.map(readRule);
}
