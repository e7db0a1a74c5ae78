import type { Answer } from "../calls/answer";
import type { Outcome, Service } from "../calls/service";
import { isCleared } from "../compare";
import type { CreatedUser } from "../directory";
import type { Category } from "../errors/category";
import { asRollcallError, RollcallError } from "../errors/error";
import { record, text } from "../json";
import { untilVisible } from "../reads/until-visible";
import type { Fields, Json } from "../user";
import { classify, CONFLICT } from "./errors";
import { fields } from "./fields";
import type { Listing } from "./listing";
import type { ListedUser } from "./observe";
import { pick } from "./pick";
import type { Rest } from "./rest";

/** Most users of one call (Workspace BatchCreateUsers). */
const CREATE_LIMIT = 200;
/** Conflicts in a row after which a creation stops to take them for another write in progress. */
const CONFLICT_PATIENCE = 5;

/**
 * Failures of a whole call that one member can have caused. Not the quota: it is nobody's own fault, and halving would go on
 * knocking at it.
 */
const BY_ONE_MEMBER: ReadonlySet<Category | undefined> = new Set<Category>(["invalid", "not-found", "already-exists", "precondition", "concurrent"]);

const DONE: Outcome<void> = { ok: true, value: undefined };

/**
 * Creates users through BatchCreateUsers, which answers without ids: one look-up by name afterwards finds them all. A user
 * alone goes the same way: CreateDesktopUser would answer with the id and save that look-up, but a look is needed in any case
 * to see whether the service kept both password flags (it announces to force them to true) and to know `locked`.
 */
export function openCreate(service: Service, rest: Rest, listing: Listing): (user: Fields) => Promise<CreatedUser> {
  const admit = service.batch<Fields, void>({ operation: "BatchCreateUsers", limit: CREATE_LIMIT, run: (users) => attempt(users, service.now()) });

  async function attempt(users: readonly Fields[], since: number): Promise<readonly Outcome<void>[]> {
    try {
      await post(users);
      return users.map(() => DONE);
    } catch (error) {
      const failure = asRollcallError(error);
      const all = users.map(() => failed(failure));
      return BY_ONE_MEMBER.has(failure.category) ? afterRefusal(users, failure, since, all) : all;
    }
  }

  /**
   * Whether a refused call creates its good members is not documented, and neither is the code for a taken name. So: look who
   * exists, send the others again without them, and when nobody exists, send them in halves.
   */
  async function afterRefusal(users: readonly Fields[], failure: RollcallError, since: number, all: readonly Outcome<void>[]): Promise<readonly Outcome<void>[]> {
    if (users.length === 1 && failure.category === "already-exists") return all;
    const seen = await Promise.all(users.map((user) => look(user)));
    const absent = users.filter((_user, index) => seen[index] === undefined);
    const nobody = absent.length === users.length;
    if (nobody && (users.length === 1 || failure.category === "concurrent")) return all;
    const known = await Promise.all(seen.map(async (user) => (user === undefined ? undefined : failed(await encounter(user, failure, since)))));
    const middle = Math.ceil(absent.length / 2);
    const parts = nobody ? [absent.slice(0, middle), absent.slice(middle)] : [absent];
    const later = (await Promise.all(parts.filter((part) => part.length > 0).map((part) => attempt(part, since)))).flat();
    return known.map((outcome) => outcome ?? later.shift() ?? failed(failure));
  }

  /** What a user found after a refused call means: there before, or perhaps made by that very call. The lifecycle tells which by comparing. */
  async function encounter(user: ListedUser, failure: RollcallError, since: number): Promise<RollcallError> {
    const createdAt = (await listing.detail(user.ref.id))?.createdAt;
    return createdAt !== undefined && createdAt >= since ? uncertain(failure) : exists(failure);
  }

  /** One call. A conflict is repeated a few times as another write in progress; one that stays may be a taken name. */
  async function post(users: readonly Fields[]): Promise<void> {
    let conflicts = 0;
    const watch = (answer: Answer): void => {
      const failure = text(record(answer.body)["error_code"]) === CONFLICT ? classify(answer) : undefined;
      if (failure !== undefined && ++conflicts > CONFLICT_PATIENCE) throw service.error(failure, "BatchCreateUsers");
    };
    await rest.write("BatchCreateUsers", "once", "POST", ["users", "batch-create"], { users: users.map(atCreate) }, watch);
  }

  const look = async (user: Fields): Promise<ListedUser | undefined> => pick(await listing.named(String(user["userName"])), user);

  return async (user) => {
    await admit(user);
    const created = await untilVisible(service, () => look(user));
    if (created === undefined) throw invisible();
    return { ...created.ref, observed: created };
  };
}

/** Declared values under their wire names. `""` and `[]` have nothing to clear on a user that does not exist yet. */
function atCreate(user: Fields): Readonly<Record<string, Json>> {
  const body: Record<string, Json> = {};
  for (const [name, spec] of Object.entries(fields)) {
    const value = user[name];
    const sent = spec.change.kind !== "option" && !("atCreate" in spec);
    if (sent && value !== undefined && !isCleared(value)) body[spec.wire] = Array.isArray(value) ? [...new Set(value)] : value;
  }
  return body;
}

function failed(error: RollcallError): Outcome<void> {
  return { ok: false, error };
}

function exists(failure: RollcallError): RollcallError {
  return new RollcallError({
    ...failure.details(),
    code: "ERR_ALREADY_EXISTS",
    category: "already-exists",
    summary: "a user of this name exists already.",
    remedy: 'Choose another userName, or take the user over with onExisting: "match" or "adopt".',
  });
}

function uncertain(failure: RollcallError): RollcallError {
  return new RollcallError({ ...failure.details(), code: "ERR_UNCERTAIN", category: "no-answer", remedy: "Run again: Rollcall looks before it repeats." });
}

function invisible(): RollcallError {
  return new RollcallError({
    code: "ERR_UNCERTAIN",
    summary: "Workspace accepted the creation, but for a minute no look-up has shown the user.",
    remedy: "Run again in a few minutes: the user is then taken over as it is, and never created twice.",
  });
}
