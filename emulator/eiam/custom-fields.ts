import type { RpcError } from "../alibaba/errors";
import type { RpcParams } from "../alibaba/params";
import { ControlError, text } from "../drift";
import type { EmulatedDirectory } from "../service";
import type { Tables } from "../store/tables";
import { eiamParamErrors } from "./errors";
import { eiamTables, type CustomField, type EiamUser, type Instance } from "./records";

type Values = EiamUser["CustomFields"];

const NUMBER = /^-?\d+(\.\d+)?$/;

function fits(field: CustomField, value: string): boolean {
  if (field.FieldDataType === "number") return NUMBER.test(value);
  return field.FieldDataType === "string" || value === "true" || value === "false";
}

function invalidField(name: string, rule: string): RpcError {
  return eiamParamErrors.invalid(`CustomField.${name}`, rule);
}

function fieldOf(tables: Tables, instance: Instance, name: string): CustomField {
  const field = eiamTables.customFields(tables).get(`${instance.InstanceId} ${name}`);
  if (field === undefined) throw invalidField(name, "the extended field does not exist in the instance.");
  return field;
}

/** Refuses a user that lacks a field every user must have. */
function requireMandatory(tables: Tables, instance: Instance, values: Values): void {
  for (const field of eiamTables.customFields(tables).values()) {
    const isAbsent =
      field.Required &&
      field.InstanceId === instance.InstanceId &&
      !values.some(({ FieldName }) => FieldName === field.FieldName);
    if (isAbsent) throw eiamParamErrors.missing(`CustomField.${field.FieldName}`);
  }
}

/**
 * Applies `CustomFields` to what a user has. `Operation` is `add`, `replace` or `remove`; CreateUser knows none, and what
 * is not named stays. Throws `InvalidParameter.CustomField.<name>` or `MissingParameter.CustomField.<name>`.
 */
export function applyCustomFields(
  params: RpcParams,
  tables: Tables,
  instance: Instance,
  current: Values,
  operations: boolean,
): Values {
  const members = params.objects("CustomFields");
  if (operations && members.length === 0) return current;
  const values = new Map(current.map(({ FieldName, FieldValue }) => [FieldName, FieldValue]));
  for (const member of members) {
    const name = member.requiredText("FieldName");
    const field = fieldOf(tables, instance, name);
    const operation = operations ? (member.oneOf("Operation", ["add", "replace", "remove"]) ?? "replace") : "add";
    if (operation === "remove") {
      values.delete(name);
      continue;
    }
    const value = member.text("FieldValue") ?? "";
    if (value === "" || !fits(field, value)) throw invalidField(name, `the value must be a ${field.FieldDataType}.`);
    values.set(name, value);
  }
  const result = [...values].map(([FieldName, FieldValue]) => ({ FieldName, FieldValue }));
  requireMandatory(tables, instance, result);
  return result;
}

/** `POST /_rollcall/eiam/custom-fields`: creates an extended field, which the API itself cannot. */
export const addCustomField: NonNullable<EmulatedDirectory["controls"]>[string] = (tables, body) => {
  const InstanceId = text(
    "InstanceId",
    body["InstanceId"] ?? [...eiamTables.instances(tables).values()][0]?.InstanceId,
  );
  if (eiamTables.instances(tables).get(InstanceId) === undefined)
    throw new ControlError(`there is no instance ${InstanceId}`);
  const type = body["FieldDataType"] ?? "string";
  if (type !== "string" && type !== "number" && type !== "boolean")
    throw new ControlError("FieldDataType must be string, number or boolean");
  const FieldName = text("FieldName", body["FieldName"]);
  if (!/^[A-Za-z0-9_]{1,64}$/.test(FieldName))
    throw new ControlError("FieldName must be 1 to 64 letters, digits and underscores");
  const field: CustomField = {
    InstanceId,
    FieldName,
    FieldDataType: type,
    Unique: body["Unique"] === true,
    Required: body["Required"] === true,
  };
  eiamTables.customFields(tables).put(`${InstanceId} ${FieldName}`, field);
  return field;
};
