import type { KindSpec } from "../../model/kind";
import type { Rule, Violation } from "../../model/rule";
import type { Json } from "../../model/values";
import { connect } from "./calls";
import { fields } from "./fields";

const PAGE = "IDaaS EIAM CreateUser";

/** Rules over several fields of an EIAM user: what goes with a telephone number and with an e-mail address. */
const rules: readonly Rule[] = [
  requiredWith(
    "phoneNumber",
    "phoneRegion",
    'Declare the country code, e.g. phoneRegion: "86".',
    `${PAGE}, PhoneRegion`,
  ),
  requiredWith(
    "phoneNumber",
    "phoneNumberVerified",
    "Declare phoneNumberVerified: true, which the service recommends, or false.",
    `${PAGE}, PhoneNumberVerified`,
  ),
  requiredWith(
    "email",
    "emailVerified",
    "Declare emailVerified: true, which the service recommends, or false.",
    `${PAGE}, EmailVerified`,
  ),
  onlyWith("phoneNumber", "phoneRegion", `${PAGE}, PhoneRegion`),
  onlyWith("phoneNumber", "phoneNumberVerified", `${PAGE}, PhoneNumberVerified`),
  onlyWith("email", "emailVerified", `${PAGE}, EmailVerified`),
];

/** `field` is required as soon as `main` has a value. */
function requiredWith(main: string, field: string, remedy: string, source: string): Rule {
  return {
    fields: [main, field],
    check: (user) =>
      hasValue(user[main]) && (user[field] === undefined || user[field] === "")
        ? { field, rule: `is required with ${main}`, remedy, source }
        : undefined,
  };
}

/** `field` travels with `main` alone: it is refused without it, and beside a cleared `main` it may only be empty or false. */
function onlyWith(main: string, field: string, source: string): Rule {
  const refusal: Violation = {
    field,
    rule: `must go with ${main}`,
    remedy: `Declare ${main}, or leave ${field} out.`,
    source,
  };
  return {
    fields: [main, field],
    check: (user) => {
      if (user[field] === undefined || hasValue(user[main])) return undefined;
      return user[main] === undefined || hasValue(user[field]) ? refusal : undefined;
    },
  };
}

function hasValue(value: Json | undefined): boolean {
  return value !== undefined && value !== "" && value !== false;
}

/** Accounts of an instance. */
export const user: KindSpec<typeof fields> = {
  token: "User",
  noun: "user",
  fields,
  naturalKey: "username",
  idOutput: "userId",
  parentFields: ["instanceId"],
  rules,
  // EIAM changes every field of an existing account, the password included.
  disable: { set: { status: "disabled" } },
  connect,
};
