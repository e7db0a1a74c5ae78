import { oneByOne, together } from "../../calls/gathered";
import { namedIn } from "../../calls/identified";
import { isCleared } from "../../model/compare";
import type { Account } from "../../model/account";
import type { CreateAttempt, KindCalls, ReadHint } from "../../model/kind-calls";
import type { Service } from "../../model/service";
import { type Bag, type Fields, text, type UserRef } from "../../model/values";
import { instanceOf as instanceFor, missingInstance, openRpc } from "../api";
import { fields } from "./fields";
import { openLookUps } from "./look-ups";
import { openMemberships } from "./memberships";
import type { SeenUser } from "./observe";
import { openSteps } from "./steps";
import { customFieldsOnWire, furtherUnits, passwordSettings } from "./values";

const PLAIN = [
  "username",
  "displayName",
  "password",
  "userExternalId",
  "primaryOrganizationalUnitId",
  "description",
] as const;
const PHONE = ["phoneRegion", "phoneNumber", "phoneNumberVerified"] as const;
const EMAIL = ["email", "emailVerified"] as const;

/**
 * Parameters of CreateUser. `""` and `[]` have nothing to clear on a user that does not exist yet. The token makes a repeat
 * answer with the account of the first call (IDaaS EIAM CreateUser, ClientToken).
 */
export function creation(instanceId: string, user: Fields, attempt: CreateAttempt): Bag {
  const names = [...PLAIN, ...(filled(user, "phoneNumber") ? PHONE : []), ...(filled(user, "email") ? EMAIL : [])];
  const units = furtherUnits(user);
  const customFields = customFieldsOnWire(user["customFields"]);
  const settings = passwordSettings(user["passwordInitializationConfig"]);
  return {
    InstanceId: instanceId,
    ...Object.fromEntries(names.filter((name) => filled(user, name)).map((name) => [fields[name].wire, user[name]])),
    ...(units.length > 0 && { OrganizationalUnitIds: units }),
    ...(customFields.length > 0 && { CustomFields: customFields }),
    ...(Object.keys(settings).length > 0 && { PasswordInitializationConfig: settings }),
    ClientToken: attempt.token,
  };
}

function filled(user: Fields, name: string): boolean {
  return user[name] !== undefined && !isCleared(user[name]);
}

/** Most users of one DeleteUsers call; undocumented, the limit of the service's other lists. */
const DELETE_LIMIT = 100;

/** The calls of EIAM under one account. */
export function connect(account: Account, service: Service): KindCalls {
  const rpc = openRpc(account, service);
  const instanceOf = (user: Fields): string => instanceFor(account, user);
  const lookUps = openLookUps(service, rpc);
  const memberships = openMemberships(account, service, rpc);
  const whole = async (user: SeenUser | undefined, declared: ReadonlySet<string>, hint: ReadHint) =>
    user === undefined ? undefined : memberships.complete(instanceOf(hint.user), user, declared, hint);

  const create = oneByOne<{ readonly user: Fields; readonly attempt: CreateAttempt }, UserRef>(
    service,
    "CreateUser",
    async ({ user, attempt }) => {
      const answer = await rpc("CreateUser", "once", creation(instanceOf(user), user, attempt));
      return { id: namedIn(service, "CreateUser", text(answer["UserId"])), key: String(user["username"]) };
    },
  );

  const remove = together<{ readonly instance: string; readonly id: string }>(
    service,
    { operation: "DeleteUsers", limit: DELETE_LIMIT, bisect: true, groupBy: ({ instance }) => instance },
    (users) => rpc("DeleteUsers", "repeatable", { InstanceId: users[0]?.instance, UserIds: users.map(({ id }) => id) }),
  );

  return {
    async create(user, attempt) {
      await memberships.require(instanceOf(user), user);
      return create({ user, attempt });
    },
    async find(key, user, sweep = false) {
      const found = await lookUps.byName(instanceOf(user), key, { sweep, user });
      return user["groupIds"] === undefined ? found : whole(found, new Set(["groupIds"]), { sweep, user });
    },
    async read(ref, declared, hint) {
      const instance = instanceOf(hint.user);
      memberships.note(instance, hint.user, hint.former);
      return whole(await lookUps.byId(instance, ref.id, declared, hint), declared, hint);
    },
    note: (user, former) => {
      if (missingInstance(account, user) === undefined) memberships.note(instanceOf(user), user, former);
    },
    forget: (ref) => lookUps.forget(ref.id),
    async remove(ref, user) {
      lookUps.forget(ref.id);
      await remove({ instance: instanceOf(user), id: ref.id });
    },
    steps: [...openSteps(service, rpc, instanceOf), ...memberships.steps],
    list: (user = {}) => lookUps.list(instanceOf(user)),
    missing: (user) => missingInstance(account, user),
  };
}
