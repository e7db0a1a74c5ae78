import type { KindSpec } from "../../model/kind";
import { connect } from "./calls";
import { fields } from "./fields";
import { lockMoment } from "./values";
import { changeRules, rules } from "./rules";

/** Convenience users. */
export const user: KindSpec<typeof fields> = {
  token: "User",
  noun: "user",
  fields,
  naturalKey: "endUserId",
  idOutput: "endUserId",
  parentFields: [],
  findsTogether: true,
  rules,
  changeRules,
  disable: {
    set: { status: "disabled" },
    isDue: ({ autoLockTime }, now) => typeof autoLockTime === "string" && lockMoment(autoLockTime) <= now,
  },
  connect,
};
