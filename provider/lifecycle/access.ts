import { equalValues } from "../model/compare";
import type { Kind } from "../model/kind";
import { type Fields, mapped, type Observed } from "../model/values";
import { type Context, keyOf } from "./context";

/** Whether an account is shut the way `onDelete: "disable"` shuts it; never where the directory cannot do that. */
export function isDisabled({ disable }: Kind, observed: Fields): boolean {
  return (
    "set" in disable &&
    Object.entries(disable.set).every(
      ([field, value]) => observed[field] !== undefined && equalValues(value, observed[field]),
    )
  );
}

/** What enables an account again: the opposite of what `onDelete: "disable"` sets, which is how the service makes accounts. */
export function enabling({ disable, fields }: Kind): Fields {
  if (!("set" in disable)) return {};
  return mapped(disable.set, (_, field) => {
    const normal = fields[field]?.serviceDefault;
    return normal === false ? false : String(normal);
  });
}

/** Whether the program itself says if the person may sign in: by the field for it, or by a time that has come. */
export function decidesAccess({ kind, service }: Context, declared: Fields): boolean {
  const { disable } = kind;
  if (!("set" in disable)) return true;
  return (
    Object.keys(disable.set).some((field) => field in declared) || disable.isDue?.(declared, service.now()) === true
  );
}

/**
 * A declaration with what follows from `onDelete: "disable"`: disabled is how its people leave, so everybody declared may
 * sign in unless the program says otherwise.
 */
export function withAccess(context: Context, declared: Fields): Fields {
  if (declared["onDelete"] !== "disable" || decidesAccess(context, declared)) return declared;
  return { ...declared, ...enabling(context.kind) };
}

/** A line for the preview: state knows that the account is disabled, and the declaration brings the person back. */
export function describeReturn(context: Context, before: Fields, after: Fields): readonly string[] {
  const returns =
    isDisabled(context.kind, before) &&
    !isDisabled(context.kind, after) &&
    Object.keys(enabling(context.kind)).some((field) => field in withAccess(context, after));
  const who = `${context.kind.directory.name} user ${keyOf(context, before)}`;
  return returns ? [`${who}: the account is disabled on the cloud and will be enabled again`] : [];
}

/** Tells what became of a disabled account that had to be enabled; nobody is told of others. */
export function tellReturn(
  context: Context,
  key: string,
  before: Observed | undefined,
  changed: ReadonlySet<string>,
  sent: Fields,
  failed: ReadonlySet<string>,
): void {
  const open = enabling(context.kind);
  const opened = Object.keys(open).filter((field) => changed.has(field) && equalValues(sent[field], open[field]));
  if (opened.length === 0 || before === undefined || !isDisabled(context.kind, before.fields)) return;
  const done = !opened.some((field) => failed.has(field));
  const who = `${context.kind.directory.name} user ${key}`;
  context.say(
    done
      ? `${who}: the account was disabled and is enabled again`
      : `${who}: the account is still disabled, because enabling it failed; the next run tries again`,
  );
}
