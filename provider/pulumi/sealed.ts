import { INITIAL_PASSWORD } from "../model/initial-password";
import type { Kind } from "../model/kind";
import { type Fields, type Json, mapped, record } from "../model/values";
import { withoutUndefined } from "../lifecycle/outputs";

/**
 * What marks a value as secret between the engine and everything it talks to (pulumi sdk, `specialSigKey` and
 * `specialSecretSig`). The engine encrypts what is marked so, wherever it stands.
 */
export const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

/** A value in the envelope that makes it secret to the engine. */
export function sealedValue(value: Json): Json {
  return { [SIGNATURE_KEY]: SECRET_SIGNATURE, value };
}

/** Whether a value is such an envelope. */
export function isEnvelope(value: unknown): value is { readonly value: unknown } {
  return record(value)[SIGNATURE_KEY] === SECRET_SIGNATURE;
}

/**
 * A set's outputs or inputs with every member's secret fields marked. The engine by itself marks an output only where the
 * program declares a secret of the same name, and a member whose update or removal failed may no longer be in the program.
 * @param isGone members whose fields the engine cannot mark, because the program no longer names them; where it keeps secrets
 *   of its own, all that is known of them but who they are is sealed
 */
export function sealSecrets(kind: Kind, properties: Fields, isGone: (member: string) => boolean = () => false): Fields {
  const users = Object.entries(record(properties["users"])).map(([name, own]): [string, Json] => [
    name,
    sealed(kind, withoutUndefined(record(own)), isGone(name)),
  ]);
  const { leaving, [INITIAL_PASSWORD]: passwords } = properties;
  return {
    ...sealed(kind, properties),
    ...(passwords !== undefined && { [INITIAL_PASSWORD]: sealedEach(passwords) }),
    users: Object.fromEntries(users),
    ...(Array.isArray(leaving) && {
      leaving: leaving.map((left) => sealed(kind, withoutUndefined(record(left)), isGone(""))),
    }),
  };
}

/** A user's outputs with the password that was made for it marked: the program declares no secret of that name. */
export function sealPassword(outputs: Fields): Fields {
  const { [INITIAL_PASSWORD]: password } = outputs;
  return password === undefined ? outputs : { ...outputs, [INITIAL_PASSWORD]: sealedValue(password) };
}

/** One by one, so that a person who may see one password does not see all. */
function sealedEach(passwords: Json): Fields {
  return mapped(withoutUndefined(record(passwords)), sealedValue);
}

function sealed({ fields: table, naturalKey }: Kind, fields: Fields, whole = false): Fields {
  const isSecret = (field: string): boolean =>
    table[field]?.secret === true ||
    (whole && field !== naturalKey && table[field] !== undefined && table[field].change.kind !== "option");
  if (!Object.keys(fields).some(isSecret)) return fields;
  const entries = Object.entries(fields).map(([field, value]): [string, Json] => [
    field,
    isSecret(field) ? sealedValue(value) : value,
  ]);
  return Object.fromEntries(entries);
}
