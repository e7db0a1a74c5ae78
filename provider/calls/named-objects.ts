import { kept } from "../model/kept";
import type { Category } from "../model/category";
import { asRollcallError, type ErrorCode, RollcallError } from "../model/error";
import type { KindCalls, Step } from "../model/kind-calls";
import type { Violation } from "../model/rule";
import type { Service } from "../model/service";
import type { Fields, Observed, UserRef } from "../model/values";
import { identified } from "./identified";
import { everybody } from "./everybody";
import { everyone, type Page, SharedListing, untilVisible } from "./listings";

/** How one service keeps what people have named, such as groups and units: the id is the service's, and names may repeat. */
export interface NamedObjects {
  /** One of them, for texts: `group`. */
  readonly noun: string;
  /** The field that holds the name. */
  readonly key: string;
  /** Which of several listings an object is in, where the service has one for each instance. */
  listOf?(fields: Fields): string;
  /**
   * A page of an object's listing.
   * @param name leaves out objects whose name does not hold this text, where the service can
   * @param from where the page starts; absent: the first
   */
  page(fields: Fields, name: string | undefined, from: string | undefined): Promise<Page>;
  /** A fresh look-up by id; `undefined` when the service has no such object. */
  byId(id: string, fields: Fields): Promise<Observed | undefined>;
  /** The tree in which its objects stand. Default: there are no parents. */
  tree?(fields: Fields): Tree;
  /** The one above all others, which a listing may leave out. Default: there are no parents. */
  root?(fields: Fields): Promise<Observed>;
  /** Whether an object stands below the parent that is declared. Default: there are no parents. */
  isBelow?(observed: Observed, fields: Fields): Promise<boolean>;
  /** Sends a creation; resolves with the id where the answer tells it. */
  create(fields: Fields): Promise<string | undefined>;
  remove(id: string, fields: Fields): Promise<void>;
  /** Who or what is in it, by name. */
  holders(id: string, fields: Fields): Promise<readonly string[]>;
  readonly steps: readonly Step[];
  missing?(fields: Fields): Violation | undefined;
}

/** What a service may call the refusal of a parent that does not exist. */
const REFUSALS: ReadonlySet<Category> = new Set([
  "invalid",
  "value-taken",
  "not-found",
  "parent-missing",
  "precondition",
]);

/** The calls of a kind that a service keeps so. */
export function namedCalls(service: Service, objects: NamedObjects): KindCalls {
  const listings = new Map<string, SharedListing>();
  /** Ended by this run: lists may show them for a moment longer, and one of their name is made anew. */
  const ended = new Set<string>();
  const listingOf = (fields: Fields): SharedListing =>
    kept(listings, objects.listOf?.(fields) ?? "", () => {
      const page = (from: string | undefined) => objects.page(fields, undefined, from);
      return new SharedListing({ page, byId: (id) => objects.byId(id, fields), perCall: 1, now: () => service.now() });
    });

  const named = (fields: Fields, name: string): AsyncIterable<Observed> =>
    everyone((from) => objects.page(fields, name, from));

  async function find(key: string, fields: Fields): Promise<Observed | undefined> {
    const found: Observed[] = [];
    // What a filter by name leaves is not documented everywhere, so the page decides who is a candidate and we which is meant.
    for await (const one of named(fields, key)) {
      if (ended.has(one.ref.id)) continue;
      const isNamesake = one.ref.key.normalize("NFC") === key.normalize("NFC");
      if (isNamesake && ((await objects.isBelow?.(one, fields)) ?? true))
        found.push(identified(service, `list of ${objects.noun}s`, one));
    }
    if (found.length > 1) throw severalOf(objects.noun, key, found);
    return found[0];
  }

  async function create(key: string, fields: Fields): Promise<string | undefined> {
    try {
      return await objects.create(fields);
    } catch (error) {
      const failure = asRollcallError(error);
      const isRefusal = failure.category !== undefined && REFUSALS.has(failure.category);
      const tree = isRefusal ? objects.tree?.(fields) : undefined;
      throw (tree === undefined ? undefined : await missingParent(tree, key, fields)) ?? failure;
    }
  }

  const forget = ({ id }: UserRef): void => {
    for (const listing of listings.values()) listing.forget(id);
  };

  return {
    async create(fields) {
      const key = String(fields[objects.key]);
      const id = await create(key, fields);
      if (id !== undefined && id !== "") return { id, key };
      // Nothing of this name was there before, so what is there now is what was made.
      const made = await untilVisible(service, () => find(key, fields));
      if (made !== undefined) return { ...made.ref, observed: made };
      throw new RollcallError({
        code: "ERR_UNCERTAIN",
        category: "no-answer",
        summary: `the service says that it made this ${objects.noun}, but no look-up finds it`,
        remedy: "Run again: Rollcall looks before it repeats.",
        user: key,
      });
    },
    find,
    read: (ref, _declared, { sweep, user }) => listingOf(user).get(ref.id, sweep),
    forget,
    async remove(ref, fields) {
      forget(ref);
      try {
        await objects.remove(ref.id, fields);
      } catch (error) {
        // No service documents how it refuses what is gone already, so a look decides.
        const failure = asRollcallError(error);
        if (failure.category !== "not-found" && (await objects.byId(ref.id, fields)) !== undefined) throw failure;
      }
      ended.add(ref.id);
    },
    async holders(ref, fields) {
      try {
        return await objects.holders(ref.id, fields);
      } catch (error) {
        if ((await objects.byId(ref.id, fields)) === undefined) return [];
        throw error;
      }
    },
    steps: objects.steps,
    async refuseMove(ref, desired) {
      const tree = objects.tree?.(desired);
      if (tree !== undefined) await refuseMove(tree, ref, desired);
    },
    ...(objects.missing !== undefined && { missing: (fields) => objects.missing?.(fields) }),
    ...(objects.root !== undefined && { root: objects.root }),
    list: (fields = {}) =>
      everybody(service, `list of ${objects.noun}s`, (from) => objects.page(fields, undefined, from)),
  };
}

function severalOf(noun: string, key: string, found: readonly Observed[]): RollcallError {
  return new RollcallError({
    code: "ERR_ALREADY_EXISTS",
    category: "already-exists",
    summary: `${found.length} ${noun}s have this name: ${found.map(({ ref }) => ref.id).join(", ")}; nobody can tell which is meant`,
    remedy: `Rename all but one of them, or choose another name for a ${noun} of the program's own.`,
    user: key,
  });
}

/** Levels of a tree that are climbed at most: more than any directory is documented to have. */
const DEEPEST = 64;

/** How one service keeps its tree. */
export interface Tree {
  /** One unit, for texts. */
  readonly noun: string;
  /** The field with the id of the unit above. */
  readonly field: string;
  /** The unit above all others, where reads may not show it. */
  readonly root?: string;
  /** A fresh look-up by id. */
  byId(id: string): Promise<Observed | undefined>;
}

/**
 * Refuses to move a unit below itself, below one of those below it, or to where nothing is. No service documents its own refusal.
 * @throws RollcallError ERR_CANNOT_CHANGE before anything is sent
 */
export async function refuseMove(tree: Tree, unit: UserRef, desired: Fields): Promise<void> {
  const { field, root } = tree;
  const parent = desired[field];
  for (let level = 0, at: unknown = parent; typeof at === "string" && at !== root && level < DEEPEST; level++) {
    if (at === unit.id)
      throw refused(unit, "it cannot be moved below itself", "Name a parent that does not stand below it.");
    const above: Observed | undefined = await tree.byId(at);
    if (above === undefined && at === parent) throw noParent(tree, unit.key, at, "ERR_CANNOT_CHANGE");
    at = above?.fields[field];
  }
}

/**
 * Says so where a creation was refused because its parent does not exist: services tell that by codes that may mean anything.
 * @returns the error to throw instead; `undefined` when the parent is there or none is declared
 */
async function missingParent(tree: Tree, key: string, declared: Fields): Promise<RollcallError | undefined> {
  const parent = declared[tree.field];
  if (typeof parent !== "string" || parent === tree.root || (await tree.byId(parent)) !== undefined) return undefined;
  return noParent(tree, key, parent, "ERR_INVALID_USER");
}

function noParent({ noun, field }: Tree, key: string, id: string, code: ErrorCode): RollcallError {
  const summary = `${field}: there is no ${noun} ${JSON.stringify(id)}`;
  const remedy = `Correct ${field}: it takes the id of another ${noun} of the same directory and instance.`;
  return new RollcallError({ code, category: "invalid", summary, remedy, user: key });
}

function refused(unit: UserRef, summary: string, remedy: string): RollcallError {
  return new RollcallError({ code: "ERR_CANNOT_CHANGE", category: "invalid", summary, remedy, user: unit.key });
}
