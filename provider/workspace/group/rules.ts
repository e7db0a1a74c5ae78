import type { ChangeRule } from "../../model/rule";

/** What no Workspace action can change on an existing group, refused before any call. */
export const changeRules: readonly ChangeRule[] = [
  {
    fields: ["groupName", "platformType"],
    check(before, after) {
      const isOfDirectory = (after["platformType"] ?? before["platformType"]) === "AD";
      if (!isOfDirectory || after["groupName"] === before["groupName"]) return undefined;
      return {
        field: "groupName",
        rule: "of a group of Active Directory cannot be changed here",
        remedy: `Rename it in Active Directory, or write ${JSON.stringify(before["groupName"])} as before.`,
        source: "Workspace UpdateUserGroup",
      };
    },
  },
];
