import { isVisible } from "../service";
import { pageOf, select } from "../paging";
import type { Sequence } from "../store/tables";
import type { Action } from "./call";
import { type StoredUser, usersByName, userTable } from "./records";
import { anyText } from "./rules";
import { userReadView } from "./views";

/** ListUsers: QueryString looks into user name and display name, UserName and DepartmentId are exact. An empty filter filters nothing. */
export const listUsers: Action = ({ parameters, context }) => {
  const page = parameters.page();
  const words = parameters.text("QueryString", anyText) ?? "";
  const name = parameters.text("UserName", anyText) ?? "";
  const department = parameters.text("DepartmentId", anyText) ?? "";
  const source = parameters.choice("Source", ["Manual", "Sync"] as const);
  const users = userTable(context.tables);
  const tests: ((user: StoredUser) => boolean)[] = [];
  if (words !== "") tests.push((user) => user.UserName.includes(words) || user.DisplayName.includes(words));
  if (department !== "") tests.push((user) => user.DepartmentId === department);
  if (source !== undefined) tests.push((user) => user.Source === source);
  if (context.visibilityDelayMs > 0) tests.push((user) => isVisible(user.createdAt, context));
  const found = select(name === "" ? users.all() : users.find(usersByName, name), tests);
  return {
    ...page,
    Total: found.length,
    Users: onPage(found, page).map((user) => userReadView(user, context.behaviour)),
  };
};

/** The members of one page; a page past the end is empty. */
export function onPage<T>(
  all: Sequence<T>,
  page: { readonly PageNumber: number; readonly PageSize: number },
): readonly T[] {
  return pageOf(all, (page.PageNumber - 1) * page.PageSize, page.PageSize);
}
