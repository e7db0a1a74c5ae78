import { isVisible } from "../service";
import { invalid } from "../alibaba/errors";
import { read } from "../alibaba/rpc-service";
import { selectForDescribe, selectForFilter } from "./filters";
import { tokenPage, type PageRules } from "../alibaba/paging";
import { edsTables, type EdsUser, userQuota } from "./records";
import { commonView, nickName, orgsOf, statusOf } from "./views";

/** DescribeUsers: exact names or filters, 1 to 500 users a page. A user that is not there is just absent. */
export const describeUsers = read((call) => {
  const { params, tables, now } = call;
  const extras = params.jsonObject("ShowExtras");
  const selected = selectForDescribe(call);
  const page = tokenPage(params, selected, { position: (user) => user.Id, sorted: true, maximum: 500, otherwise: 200 });
  const users = page.items.map((user) => ({
    ...commonView(user, tables, now),
    WyId: user.WyId,
    NickName: nickName(user),
    OrgId: user.OrgId,
    Orgs: orgsOf(user, tables),
    Properties: [],
    ...(extras === undefined ? {} : { Extras: { AssignedResourceCount: {}, ResourcePolicyList: [] } }),
  }));
  return { Count: selected.length, NextToken: page.NextToken, Users: users };
});

/** DescribeUser: one user with fewer fields than DescribeUsers; an empty `User` for a name nobody has. */
export const describeUser = read(({ params, tables, now, context }) => {
  const user = edsTables.users(tables).get(params.requiredText("EndUserId"));
  if (user === undefined || !isVisible(user.GmtCreate, context)) return { User: {} };
  const orgs = orgsOf(user, tables);
  return {
    User: {
      EndUserId: user.EndUserId,
      Email: user.Email,
      Phone: user.Phone,
      Remark: user.Remark,
      NickName: nickName(user),
      Status: statusOf(user, now),
      WyId: user.WyId,
      OrgIds: orgs.map((org) => org.OrgId),
      OrgPaths: orgs.map((org) => org.OrgNamePath),
      Properties: [],
      GmtCreate: user.GmtCreate,
      ...(params.boolean("RequireExtraAttributes") === true ? { Extras: {} } : {}),
    },
  };
});

function filterOrder(
  order: Readonly<Record<string, unknown>> | undefined,
): Pick<PageRules<EdsUser>, "position" | "sorted" | "descending"> {
  const { OrderField: field = "id", OrderType: type = "DESC" } = order ?? {};
  if (type !== "ASC" && type !== "DESC") throw invalid("OrderParam", "OrderType must be ASC or DESC.");
  const descending = type === "DESC";
  // Numbers rise with creation, so they order by time of creation too, without ties.
  if (field === "id" || field === "gmt_created") return { position: (user) => user.Id, sorted: true, descending };
  if (field === "EndUserId") return { position: (user) => user.EndUserId, descending };
  throw invalid("OrderParam", "OrderField must be EndUserId, id or gmt_created.");
}

/** FilterUsers: the only read that returns AutoLockTime. Pages hold at most 100 users, whatever MaxResults up to 200 asks. */
export const filterUsers = read((call) => {
  const { params, tables, now } = call;
  const order = filterOrder(params.jsonObject("OrderParam"));
  const page = tokenPage(params, selectForFilter(call), { ...order, maximum: 200, otherwise: 100, cap: 100 });
  const shown = (name: string, part: Readonly<Record<string, unknown>>) => (params.boolean(name) === true ? part : {});
  const users = page.items.map((user) => ({
    ...commonView(user, tables, now),
    AutoLockTime: user.AutoLockTime,
    ExternalInfo: {},
    UserSetPropertiesModels: [],
    ...shown("IncludeDesktopCount", { DesktopCount: 0 }),
    ...shown("IncludeDesktopGroupCount", { DesktopGroupCount: 0 }),
    ...shown("IncludeOrgInfo", { OrgList: orgsOf(user, tables) }),
    ...shown("IncludeSupportIdps", { SupportLoginIdps: [] }),
  }));
  return { NextToken: page.NextToken, Users: users };
});

/** GetUsersCount: how many there are and how many the account may have. */
export const getUsersCount = read(({ tables, context }) => {
  return {
    UserCount: edsTables.users(tables).size,
    MaxUserNumber: userQuota(tables, context.behaviour),
    GroupCount: edsTables.groups(tables).size,
    OrgCount: edsTables.orgs(tables).size,
  };
});
