import { RollcallError } from "../../model/error";
import { type Bag, type Fields, filled, flag, type Observed, defined, text } from "../../model/values";
import { fields } from "./fields";
import { expiryMoment, expiryText } from "./values";

/**
 * Among users of one name, the one that a declaration means: of its domain where it names one, else the only one.
 * @throws RollcallError naming all of them when the declaration leaves open which is meant.
 */
export function pick(candidates: readonly ListedUser[], user: Fields): ListedUser | undefined {
  const { domain } = user;
  if (domain !== undefined)
    return candidates.find((candidate) => fields.domain.same?.(domain, candidate.fields["domain"]));
  const [only, ...others] = candidates;
  if (only === undefined || others.length === 0) return only;
  throw new RollcallError({
    code: "ERR_ALREADY_EXISTS",
    category: "invalid",
    summary: `several users have this name: ${candidates.map(({ ref, fields: { domain: home } }) => `${ref.id} (${home === undefined ? "no domain told" : `domain ${String(home)}`})`).join(", ")}`,
    remedy: "Declare the domain of the one who is meant.",
    user: only.ref.key,
  });
}

/** A user as a read shows it. Groups come as names; their ids are looked up only for who needs them. */
export interface ListedUser extends Observed {
  readonly groupNames: readonly string[];
}

/**
 * A user of ListUsers or ListUserDetail under SDK names. The two differ: expiry as text or as an integer, the flag for
 * password changes in two spellings, and project, domain and mapping only in the list.
 */
export function observe(user: Bag): ListedUser {
  const userName = text(user["user_name"]) ?? "";
  const expires = expiryMoment(user["account_expires"]);
  const fields = defined({
    userName,
    userEmail: filled(user["user_email"]),
    userPhone: filled(user["user_phone"]),
    description: filled(user["description"]),
    accountExpires: expires === undefined ? undefined : expiryText(expires),
    activeType: filled(user["active_type"])?.toUpperCase(),
    enableChangePassword: flag(user["enable_change_password"] ?? user["enabled_change_password"]),
    nextLoginChangePassword: flag(user["next_login_change_password"]),
    passwordNeverExpired: flag(user["password_never_expired"]),
    disabled: flag(user["disabled"]),
    enterpriseProjectId: filled(user["enterprise_project_id"]),
    domain: filled(user["domain"]),
    userInfoMap: text(user["user_info_map"]),
  });
  const created = Date.parse(text(user["when_created"]) ?? "");
  return {
    ref: { id: text(user["id"]) ?? "", key: userName },
    fields,
    computed: { locked: flag(user["locked"]) ?? false },
    ...(!Number.isNaN(created) && { createdAt: created }),
    groupNames: Array.isArray(user["group_names"]) ? user["group_names"].flatMap((name) => text(name) ?? []) : [],
  };
}
