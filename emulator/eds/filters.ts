import { isVisible } from "../service";
import { invalid } from "../alibaba/errors";
import type { RpcParams } from "../alibaba/params";
import type { RpcCall } from "../alibaba/rpc-service";
import { select } from "../paging";
import type { Sequence, Tables } from "../store/tables";
import { edsTables, type EdsUser, usersByGroup, usersByOrg } from "./records";
import { statusOf } from "./views";

type Test = (user: EdsUser) => boolean;

/** Fields a filter map may name. */
const FILTER_MAP_FIELDS = ["EndUserId", "Email", "Phone", "Remark", "RealNickName"] as const;

/** Fuzzy match: `*` stands for any text; a pattern without it matches anywhere. */
export function fuzzy(pattern: string): (text: string | undefined) => boolean {
  const escaped = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  const expression = new RegExp(pattern.includes("*") ? `^${escaped.join(".*")}$` : escaped.join(""), "is");
  return (text) => text !== undefined && expression.test(text);
}

/** The organisation and, where asked for, everything below it. */
function orgScope(params: RpcParams, tables: Tables): ReadonlySet<string> | undefined {
  const orgId = params.text("OrgId");
  if (orgId === undefined || orgId === "") return undefined;
  const scope = new Set([orgId]);
  if (params.boolean("IsQueryAllSubOrgs") !== true) return scope;
  const orgs = [...edsTables.orgs(tables).values()];
  for (let size = 0; size !== scope.size;) {
    size = scope.size;
    for (const org of orgs) if (org.ParentOrgId !== undefined && scope.has(org.ParentOrgId)) scope.add(org.OrgId);
  }
  return scope;
}

function filterMapTests(params: RpcParams): Test[] {
  return Object.entries(params.jsonObject("FilterMap") ?? {}).map(([name, pattern]): Test => {
    const field = FILTER_MAP_FIELDS.find((candidate) => candidate === name);
    if (field === undefined || typeof pattern !== "string")
      throw invalid("FilterMap", `its keys may be ${FILTER_MAP_FIELDS.join(", ")}, its values texts.`);
    const matches = fuzzy(pattern);
    return (user) => matches(user[field]);
  });
}

function sharedTests({ params, now, context }: RpcCall): Test[] {
  const tests = filterMapTests(params);
  const filter = params.text("Filter");
  if (filter) {
    const matches = fuzzy(filter);
    tests.push((user) => matches(user.EndUserId) || matches(user.Email));
  }
  const status = params.integer("Status", 0, 9);
  if (status !== undefined) tests.push((user) => statusOf(user, now) === status);
  if (context.visibilityDelayMs > 0) tests.push((user) => isVisible(user.GmtCreate, context));
  return tests;
}

/** Users among whom the tests choose, by number: those of the names, the organisations or the group where one is given, or all. */
function candidates({ params, tables }: RpcCall, names: readonly string[]): Sequence<EdsUser> {
  const users = edsTables.users(tables);
  const scope = orgScope(params, tables);
  const groupId = params.text("GroupId");
  const inScope = (user: EdsUser): boolean =>
    (scope === undefined || scope.has(user.OrgId)) && (!groupId || user.GroupIdList.includes(groupId));
  const byNumber = (some: EdsUser[]): EdsUser[] => some.filter(inScope).sort((left, right) => left.Id - right.Id);
  if (names.length > 0) return byNumber([...new Set(names)].flatMap((name) => users.get(name) ?? []));
  if (groupId && scope === undefined) return users.listed(usersByGroup, groupId);
  if (groupId) return byNumber(users.find(usersByGroup, groupId));
  if (scope === undefined) return users.all();
  const [orgId, ...below] = scope;
  if (orgId !== undefined && below.length === 0) return users.listed(usersByOrg, orgId);
  return byNumber([...scope].flatMap((id) => users.find(usersByOrg, id)));
}

function exclusion(names: readonly string[]): Test[] {
  const excluded = new Set(names);
  return excluded.size === 0 ? [] : [(user) => !excluded.has(user.EndUserId)];
}

/** Users that the filters of DescribeUsers select, by number. */
export function selectForDescribe(call: RpcCall): Sequence<EdsUser> {
  const { params } = call;
  for (const name of ["FilterWithAssignedResource", "FilterWithAssignedResources"]) {
    if (params.jsonObject(name) !== undefined)
      throw invalid(name, "this emulator has no cloud computers that could be assigned.");
  }
  const tests = [...sharedTests(call), ...exclusion(params.limitedList("ExcludeEndUserIds", 500))];
  const excludedGroup = params.text("ExcludeGroupId");
  if (excludedGroup) tests.push((user) => !user.GroupIdList.includes(excludedGroup));
  return select(candidates(call, params.limitedList("EndUserIds", 500)), tests);
}

/** Users that the filters of FilterUsers select, by number. */
export function selectForFilter(call: RpcCall): Sequence<EdsUser> {
  const { params } = call;
  for (const name of ["PropertyFilterParam", "PropertyKeyValueFilterParam"]) {
    if (params.objects(name).length > 0) throw invalid(name, "this emulator keeps no user properties.");
  }
  const tests = [...sharedTests(call), ...exclusion(params.limitedList("ExcludeEndUserIds", 2000))];
  const ownerType = params.oneOf("OwnerType", ["Normal", "CreateFromManager"]);
  if (ownerType !== undefined) tests.push((user) => user.OwnerType === ownerType);
  return select(candidates(call, params.list("IncludeEndUserIds")), tests);
}
