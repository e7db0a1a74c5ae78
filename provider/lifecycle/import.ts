import { asRollcallError, RollcallError } from "../model/error";
import type { Kind } from "../model/kind";
import { type Fields, type Json, type Observed, only } from "../model/values";
import { validateUser } from "./validate";
import type { Context } from "./context";
import { toOutputs } from "./outputs";
import type { Refreshed } from "./read";

/**
 * Finds an existing user by what a person would write: the directory's own id, or the natural key, behind the parents where
 * the directory has some (`<instanceId>/<username>`, and for a unit below another one `<instanceId>/<parentId>/<name>`). Every readable field is reported. `undefined` when there is nobody.
 * @throws RollcallError ERR_CONFIG when several users have that name; whatever else keeps the directory from answering.
 */
export async function importUser(context: Context, written: string): Promise<Refreshed | undefined> {
  const { name, parents } = split(context, written);
  const observed = (await byId(context, name, parents)) ?? (await byKey(context, name, parents));
  if (observed === undefined) return undefined;
  // A later deletion asks whose account this is, whatever the program comes to declare of it.
  context.claims.make(observed.ref.id);
  const inputs = declarable(context.kind, { ...observed.fields, ...parents });
  return { ref: observed.ref, inputs, outputs: toOutputs(context.kind, observed.ref, inputs, observed.computed, true) };
}

/**
 * What a program can declare of an account: not what the service masks, nor what it accepted once and would refuse now. The
 * rules over several fields give up one optional field after the other.
 */
function declarable(kind: Kind, observed: Fields): Fields {
  const isMasked = (name: string, value: Json): boolean =>
    kind.fields[name]?.means === "phone" && typeof value === "string" && value.includes("*");
  let fields = only(observed, (value, name) => !isMasked(name, value));
  for (;;) {
    const refused = validateUser(kind, fields).find(
      ({ field }) => field in fields && kind.fields[field]?.required !== true,
    );
    if (refused === undefined) return fields;
    fields = only(fields, (_, name) => name !== refused.field);
  }
}

function split({ kind }: Context, written: string): { readonly name: string; readonly parents: Fields } {
  const parts = written.split("/");
  const parents = kind.parentFields
    .slice(0, parts.length - 1)
    .map((field, index) => [field, parts[index] ?? ""] as const);
  return { name: parts.slice(parents.length).join("/"), parents: Object.fromEntries(parents) };
}

/** A natural key in place of an id is a value that some services refuse and others do not find. */
async function byId({ calls }: Context, id: string, parents: Fields): Promise<Observed | undefined> {
  try {
    return await calls.read({ id, key: id }, new Set(), { sweep: false, user: parents });
  } catch (error) {
    const { category } = asRollcallError(error);
    if (category === "invalid" || category === "not-found") return undefined;
    throw error;
  }
}

async function byKey(context: Context, key: string, parents: Fields): Promise<Observed | undefined> {
  const { calls, kind } = context;
  const found = await findOne(context, key, { ...parents, [kind.naturalKey]: key });
  if (found === undefined) return undefined;
  if (hasNamesakes(context)) await refuseNamesakes(context, key, parents);
  // A look-up by name may leave out what only some programs ask for.
  return (await calls.read(found.ref, new Set(), { sweep: false, user: parents })) ?? found;
}

const BY_ITS_ID = "Import the one you mean by its id.";

/** Several of one name are no reason to rename anything where one of them can be named by its id. */
async function findOne({ calls }: Context, key: string, fields: Fields): Promise<Observed | undefined> {
  try {
    return await calls.find(key, fields);
  } catch (error) {
    const failure = asRollcallError(error);
    if (failure.category !== "already-exists") throw error;
    throw new RollcallError({ ...failure.details(), code: "ERR_CONFIG", remedy: BY_ITS_ID });
  }
}

/** Where a field tells users of one name apart and the id to import has no place for it. */
function hasNamesakes({ kind: { fields, parentFields } }: Context): boolean {
  return Object.entries(fields).some(([name, { means }]) => means === "place" && !parentFields.includes(name));
}

async function refuseNamesakes({ calls, kind }: Context, key: string, parents: Fields): Promise<void> {
  const ids: string[] = [];
  for await (const { ref } of calls.list(parents)) if (ref.key === key) ids.push(ref.id);
  if (ids.length < 2) return;
  throw new RollcallError({
    code: "ERR_CONFIG",
    summary: `${ids.length} ${kind.noun}s of ${kind.directory.title} are called so: ${ids.join(", ")}`,
    remedy: BY_ITS_ID,
    user: key,
  });
}
