import { differences, equalValues } from "../model/compare";
import { RollcallError } from "../model/error";
import { INITIAL_PASSWORD, passwordField } from "../model/initial-password";
import type { Kind } from "../model/kind";
import { withParts } from "../model/unique-values";
import { type Bag, type Fields, found } from "../model/values";
import type { Applied } from "./create";
import { tellReturn, withAccess } from "./access";
import { isSomebodyElse, notHere } from "./elsewhere";
import { type Context, learnSecrets } from "./context";
import { formerGroups, marksOfFailure, marksOfUpdate } from "./memberships";
import { keptPassword, laterFor } from "./initial-password";
import { declaredOf, toOutputs, wasAdopted } from "./outputs";
import { observeUser, refOf } from "./read";
import { sync } from "./sync";

/**
 * Brings a living user in line with a declaration: whatever differs on the cloud is sent, and so is every write-only field
 * that the program changed. Repairs partial users, because it looks instead of trusting state.
 * @param sweep one of many updates at once, so that looking at everybody together pays
 * @throws RollcallError when the user is gone or cannot be looked at; steps that fail are told in the answer
 */
export async function updateUser(
  context: Context,
  id: string,
  properties: Bag,
  desired: Fields,
  sweep = false,
): Promise<Applied> {
  learnSecrets(context, desired);
  const before = declaredOf(context.kind, properties);
  learnSecrets(context, desired, before);
  const ref = refOf(context, id, before);
  const later = laterFor(context, properties, before, desired);
  const isSent = (name: string): boolean => name !== passwordField(context.kind) || later.sends !== false;
  const edited = Object.keys(desired).filter((name) => !equalValues(before[name], desired[name]) && isSent(name));
  const observed = await observeUser(context, ref, desired, sweep, formerGroups(context.kind, properties));
  if (observed === undefined)
    throw context.isElsewhere === true ? notHere(context, ref.key, false) : missing(context, ref.key);
  if (isSomebodyElse(context, before, observed)) throw notHere(context, ref.key, true);
  learnSecrets(context, desired, observed.fields);
  const wanted = withAccess(context, later.desired);
  const changed = new Set([...edited, ...differences(context.kind, wanted, observed).map(({ field }) => field)]);
  const { failed, failures } = await sync(context, { ref: observed.ref, desired: wanted, observed, changed });
  tellReturn(context, ref.key, observed, changed, wanted, failed);
  const declared = { ...wanted, ...onlyPassword(context.kind, desired) };
  const former = withParts(context.kind, failed);
  const applied = found(new Set([...Object.keys(declared), ...former]), (name) => {
    if (former.has(name)) return observed.fields[name] ?? before[name];
    return name in desired ? declared[name] : undefined;
  });
  const password = later.password ?? keptPassword(context.kind, applied, properties)[INITIAL_PASSWORD];
  const computed = {
    ...observed.computed,
    ...(password !== undefined && { [INITIAL_PASSWORD]: password }),
    ...marksOfUpdate(context.kind, properties, desired),
    ...marksOfFailure(context.kind, properties, desired, failed, applied),
  };
  const outputs = toOutputs(context.kind, observed.ref, applied, computed, wasAdopted(properties));
  return { ref: observed.ref, outputs, failures };
}

/** The password as it is declared: what was sent in its place is for {@link INITIAL_PASSWORD} alone. */
function onlyPassword(kind: Kind, desired: Fields): Fields {
  const field = passwordField(kind);
  const value = field === undefined ? undefined : desired[field];
  return field === undefined || value === undefined ? {} : { [field]: value };
}

function missing(context: Context, key: string): RollcallError {
  return new RollcallError({
    code: "ERR_USER_MISSING",
    category: "not-found",
    summary: `this ${context.kind.noun} is no longer in ${context.kind.directory.title}: somebody deleted it`,
    remedy: "Run pulumi up --refresh to create it again, or remove it from the program.",
    user: key,
  });
}
