import type { Answer, Outcome, Service } from "../../model/service";
import { isCleared } from "../../model/compare";
import type { CreatedUser } from "../../model/kind-calls";
import type { Category } from "../../model/category";
import { asRollcallError, RollcallError } from "../../model/error";
import { type Fields, type Json, record, text } from "../../model/values";
import { untilVisible } from "../../calls/listings";
import { classify, CONFLICT, GROUP_MISSING } from "../errors";
import { fields } from "./fields";
import type { Listing } from "./listing";
import { type ListedUser, pick } from "./observe";
import type { Rest } from "../api";

/** Most users of one call (Workspace BatchCreateUsers). */
const CREATE_LIMIT = 200;
/** Conflicts in a row after which a creation stops to take them for another write in progress. */
const CONFLICT_PATIENCE = 5;

/**
 * Failures of a whole call that one member can have caused. Not the quota: it is nobody's own fault, and halving would go on
 * knocking at it.
 */
const BY_ONE_MEMBER: ReadonlySet<Category | undefined> = new Set<Category>([
  "invalid",
  "not-found",
  "already-exists",
  "value-taken",
  "precondition",
  "concurrent",
]);

/** What is known while the users of one call are created, perhaps by further calls. */
interface Round {
  /** When the first call left, in milliseconds since the epoch. */
  readonly since: number;
  readonly failures: Map<Fields, RollcallError>;
  /** Group lists one of whose groups does not exist, with the answer that told: nobody else is sent with them. */
  readonly wrongGroups: Map<string, RollcallError>;
}

/**
 * Creates users through BatchCreateUsers, which answers without ids: one look-up by name afterwards finds them all. A user
 * alone goes the same way: CreateDesktopUser would answer with the id and save that look-up, but a look is needed in any case
 * to see whether the service kept both password flags (it announces to force them to true) and to know `locked`.
 */
export function openCreate(service: Service, rest: Rest, listing: Listing): (user: Fields) => Promise<CreatedUser> {
  const admit = service.batch<Fields, void>({
    operation: "BatchCreateUsers",
    limit: CREATE_LIMIT,
    run: async (users) => {
      const round: Round = { since: service.now(), failures: new Map(), wrongGroups: new Map() };
      await send(users, round);
      return users.map((user) => outcomeOf(round.failures.get(user)));
    },
  });

  /** Creates users or notes why not. */
  async function send(users: readonly Fields[], round: Round): Promise<void> {
    const going = users.filter((user) => !round.wrongGroups.has(groupsOf(user)));
    for (const user of users) note(user, round.wrongGroups.get(groupsOf(user)), round);
    if (going.length === 0) return;
    try {
      await post(going);
    } catch (error) {
      const failure = asRollcallError(error);
      if (BY_ONE_MEMBER.has(failure.category)) await afterRefusal(going, failure, round);
      else for (const user of going) note(user, failure, round);
    }
  }

  /**
   * Whether a refused call creates its good members is not documented, and neither is the code for a taken name. So: look who
   * exists, send the others again without them, and when nobody exists, send them in halves.
   */
  async function afterRefusal(users: readonly Fields[], failure: RollcallError, round: Round): Promise<void> {
    const alone = users.length === 1;
    const seen =
      alone && failure.category === "already-exists" ? [] : await Promise.all(users.map((user) => look(user)));
    const absent = users.filter((_user, index) => seen[index] === undefined);
    const nobody = absent.length === users.length;
    if (nobody && (alone || failure.category === "concurrent")) {
      for (const user of users) note(user, failure, round);
      const groups = groupsOf(users[0] ?? {});
      if (alone && failure.cloudCode === GROUP_MISSING && groups !== NO_GROUPS) round.wrongGroups.set(groups, failure);
      return;
    }
    await Promise.all(
      users.map(async (user, index) => note(user, await encounter(seen[index], failure, round), round)),
    );
    const middle = nobody ? Math.ceil(absent.length / 2) : absent.length;
    await send(absent.slice(0, middle), round);
    await send(absent.slice(middle), round);
  }

  /** What a user found after a refused call means: there before, or perhaps made by that very call. The lifecycle tells which by comparing. */
  async function encounter(
    user: ListedUser | undefined,
    failure: RollcallError,
    { since }: Round,
  ): Promise<RollcallError | undefined> {
    if (user === undefined) return undefined;
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
    await rest.write(
      "BatchCreateUsers",
      "once",
      "POST",
      ["users", "batch-create"],
      { users: users.map(atCreate) },
      watch,
    );
  }

  const look = async (user: Fields): Promise<ListedUser | undefined> =>
    pick(await listing.named(String(user["userName"])), user);

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
    if (sent && value !== undefined && !isCleared(value))
      body[spec.wire] = Array.isArray(value) ? [...new Set(value)] : value;
  }
  return body;
}

function note(user: Fields, failure: RollcallError | undefined, round: Round): void {
  if (failure !== undefined) round.failures.set(user, failure);
}

function outcomeOf(failure: RollcallError | undefined): Outcome<void> {
  return failure === undefined ? { ok: true, value: undefined } : { ok: false, error: failure };
}

/** The declared groups as text. */
function groupsOf(user: Fields): string {
  return JSON.stringify(user["groupIds"] ?? []);
}

const NO_GROUPS = groupsOf({});

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
  return new RollcallError({
    ...failure.details(),
    code: "ERR_UNCERTAIN",
    category: "no-answer",
    remedy: "Run again: Rollcall looks before it repeats.",
  });
}

function invisible(): RollcallError {
  return new RollcallError({
    code: "ERR_UNCERTAIN",
    summary: "Workspace accepted the creation, but for a minute no look-up has shown the user.",
    remedy: "Run again in a few minutes: the user is then taken over as it is, and never created twice.",
  });
}
