import type { Action } from "./call";
import { isVisible, userTable } from "./records";
import { anyText } from "./rules";
import { userReadView } from "./views";

/** ListUsers: QueryString looks into user name and display name, UserName and DepartmentId are exact. An empty filter filters nothing. */
export const listUsers: Action = ({ parameters, context }) => {
  const page = parameters.page();
  const words = parameters.text("QueryString", anyText) ?? "";
  const name = parameters.text("UserName", anyText) ?? "";
  const department = parameters.text("DepartmentId", anyText) ?? "";
  const source = parameters.choice("Source", ["Manual", "Sync"] as const);
  const found = [...userTable(context.tables).values()].filter(
    (user) =>
      isVisible(user, context) &&
      (user.UserName.includes(words) || user.DisplayName.includes(words)) &&
      (name === "" || user.UserName === name) &&
      (department === "" || user.DepartmentId === department) &&
      (source === undefined || user.Source === source),
  );
  return { ...page, Total: found.length, Users: onPage(found, page).map((user) => userReadView(user, context.behaviour)) };
};

/** The members of one page; a page past the end is empty. */
export function onPage<T>(all: readonly T[], page: { readonly PageNumber: number; readonly PageSize: number }): readonly T[] {
  const start = (page.PageNumber - 1) * page.PageSize;
  return all.slice(start, start + page.PageSize);
}
