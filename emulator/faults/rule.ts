import { services } from "../services";
import { FaultSpecError, suggestion } from "./fault-spec-error";
import {
  FAULT_KINDS,
  isFaultKind,
  kindRules,
  SCHEDULE_OPTIONS,
  type FaultKind,
  type FaultRule,
  type OptionType,
} from "./kinds";

const SERVICES = [...services.map(({ name }) => name), "*"];

/** A rule before its values are checked, from text or JSON. */
export interface RawRule {
  readonly target: string;
  readonly kind: string;
  /** Option names with texts (from a specification text) or JSON values. */
  readonly options: ReadonlyMap<string, unknown>;
  readonly set: Readonly<Record<string, unknown>>;
  readonly text: string;
}

function number(name: string, value: unknown): number {
  const result =
    typeof value === "number" ? value : typeof value === "string" && value.trim() !== "" ? Number(value) : Number.NaN;
  if (!Number.isFinite(result)) throw new RangeError(`${name} must be a number`);
  return result;
}

function list(name: string, value: unknown): string[] {
  const members =
    typeof value === "string"
      ? value.split(",")
      : Array.isArray(value)
        ? value.map(String)
        : typeof value === "number"
          ? [String(value)]
          : [];
  if (members.length === 0 || members.includes("")) throw new RangeError(`${name} must be a list separated by commas`);
  return members;
}

function typed(name: string, type: OptionType, value: unknown): string | number | boolean | readonly string[] {
  if (type === "list") return list(name, value);
  if (type === "flag") {
    if (value === true || value === "" || value === "true") return true;
    if (value === false || value === "false") return false;
    throw new RangeError(`${name} takes no value`);
  }
  if (type === "text") {
    if (typeof value !== "string" || value === "") throw new RangeError(`${name} needs a value`);
    return value;
  }
  const result = number(name, value);
  if (type === "integer" && !Number.isSafeInteger(result)) throw new RangeError(`${name} must be an integer`);
  return result;
}

/** Limits that the types do not say. */
function checkLimits(rule: FaultRule): void {
  const { kind, options, set } = rule;
  for (const [name, value] of Object.entries(options)) {
    const mayBeNegative = kind === "clock-skew" && name === "ms";
    if (typeof value === "number" && value < 0 && !mayBeNegative) throw new RangeError(`${name} must not be negative`);
    if ((name === "p" || name === "share") && Number(value) > 1) throw new RangeError(`${name} must be from 0 to 1`);
    if ((name === "every" || name === "rps" || name === "burst") && Number(value) <= 0)
      throw new RangeError(`${name} must be more than 0`);
  }
  const { at, per, status } = options;
  if (Array.isArray(at) && !at.every((call) => /^[1-9]\d*$/.test(String(call))))
    throw new RangeError("at must be call numbers from 1, separated by commas");
  if (per !== undefined && per !== "service" && per !== "operation")
    throw new RangeError("per must be service or operation");
  if (typeof status === "number" && (status < 200 || status > 599))
    throw new RangeError("status must be from 200 to 599");
  if (kind === "changed-by-other" && Object.keys(set).length === 0)
    throw new RangeError("changed-by-other needs at least one set.<Field>=value");
}

function splitTarget(target: string): { service: string; operation: string } {
  const colon = target.indexOf(":");
  const service = colon < 0 ? target : target.slice(0, colon);
  const operation = colon < 0 ? "" : target.slice(colon + 1);
  if (!SERVICES.includes(service)) throw new RangeError(`unknown service "${service}"${suggestion(service, SERVICES)}`);
  if (operation === "")
    throw new RangeError(`"${target}" must be <service>:<operation>, such as eds:CreateUsers or ${service}:*`);
  return { service, operation };
}

function checkKind(kind: string): FaultKind {
  if (!isFaultKind(kind)) throw new RangeError(`unknown fault "${kind}"${suggestion(kind, Object.keys(FAULT_KINDS))}`);
  return kind;
}

/** Checks one rule. Throws {@link FaultSpecError}; `where` finds the place of a wrong part. */
export function checkRule(raw: RawRule, where: (part: string) => string): FaultRule {
  const at = <T>(part: string, check: () => T): T => {
    try {
      return check();
    } catch (error) {
      if (error instanceof RangeError) throw new FaultSpecError(where(part), error.message);
      throw error;
    }
  };
  const target = at("target", () => splitTarget(raw.target));
  const kind = at("kind", () => checkKind(raw.kind));
  const rules = kindRules(kind);
  const known: Readonly<Record<string, OptionType>> = { ...SCHEDULE_OPTIONS, ...rules.options };
  const options: Record<string, string | number | boolean | readonly string[]> = {};
  for (const [name, value] of raw.options) {
    at(name, () => {
      const type = Object.hasOwn(known, name) ? known[name] : undefined;
      if (type === undefined)
        throw new RangeError(`${kind} has no option "${name}"${suggestion(name, Object.keys(known))}`);
      options[name] = typed(name, type, value);
    });
  }
  const missing = rules.required?.find((name) => options[name] === undefined);
  at("kind", () => {
    if (missing !== undefined) throw new RangeError(`${kind} needs ${missing}=…`);
    if (rules.sets === undefined && Object.keys(raw.set).length > 0)
      throw new RangeError(`${kind} takes no set.<Field>`);
  });
  const rule: FaultRule = { ...target, kind, options, set: raw.set, text: raw.text };
  at("kind", () => checkLimits(rule));
  return rule;
}
