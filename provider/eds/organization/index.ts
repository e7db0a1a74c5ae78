import { namedCalls, type NamedObjects, refuseMove, type Tree } from "../../calls/named-objects";
import type { Account } from "../../model/account";
import type { KindSpec } from "../../model/kind";
import type { KindCalls } from "../../model/kind-calls";
import type { Service } from "../../model/service";
import { type Fields, type Observed, records, text } from "../../model/values";
import { observeTexts, wireValues } from "../../model/text-fields";
import { openRpc } from "../api";
import { fields, ROOT } from "./fields";

/** Organisations of convenience users, a tree below the root. */
export const organization: KindSpec<typeof fields> = {
  token: "Organization",
  noun: "organisation",
  fields,
  naturalKey: "orgName",
  idOutput: "orgId",
  parentFields: ["parentOrgId"],
  looksFirst: true,
  rules: [],
  changeRules: [],
  disable: { cannot: "an organisation cannot be disabled" },
  connect,
};

/** What the console calls the root, which no list is documented to hold. */
const ROOT_NAME = "组织结构";
/** Most organisations of a page: pages speak of 100 and of 500 (EDS DescribeOrgs, MaxResults). */
const PAGE_SIZE = 100;
/** Users of a page (EDS DescribeUsers, MaxResults). */
const USERS = 500;

/** The calls of EDS organisations under one account. */
function connect(account: Account, service: Service): KindCalls {
  const rpc = openRpc(account, service);
  const observe = (org: Readonly<Record<string, unknown>>): Observed => observeTexts(fields, "orgName", "OrgId", org);
  const page = async (
    query: Fields,
    from: string | undefined,
  ): Promise<{ users: readonly Observed[]; next?: string }> => {
    const answer = await rpc("DescribeOrgs", "read", {
      query: { ...query, MaxResults: PAGE_SIZE, ...(from !== undefined && { NextToken: from }) },
    });
    const next = text(answer["NextToken"]) ?? "";
    return { users: records(answer["Orgs"]).map(observe), ...(next !== "" && { next }) };
  };
  const byId = async (id: string): Promise<Observed | undefined> =>
    (await page({ IncludeOrgIds: [id] }, undefined)).users.find(({ ref }) => ref.id === id);

  async function* namesOf(action: string, member: string, name: string, query: Fields): AsyncGenerator<string> {
    for (let from = ""; ;) {
      const answer = await rpc(action, "read", { query: { ...query, ...(from !== "" && { NextToken: from }) } });
      yield* records(answer[member]).map((one) => text(one[name]) ?? "");
      from = text(answer["NextToken"]) ?? "";
      if (from === "") return;
    }
  }

  const tree: Tree = { noun: "organisation", field: "parentOrgId", root: ROOT, byId };
  const objects: NamedObjects = {
    noun: "organisation",
    key: "orgName",
    async page(_fields, name, from) {
      const { users, next } = await page(name === undefined ? {} : { OrgName: name }, from);
      return { users, total: users.length, ...(next !== undefined && { next }) };
    },
    byId,
    tree: () => tree,
    root: async () => ({ ref: { id: ROOT, key: ROOT_NAME }, fields: { orgName: ROOT_NAME }, computed: {} }),
    isBelow: async ({ fields: seen }, { parentOrgId = ROOT }) => seen["parentOrgId"] === parentOrgId,
    create: async (org) =>
      text((await rpc("CreateOrg", "once", { query: { ParentOrgId: ROOT, ...wireValues(fields, org) } }))["OrgId"]),
    remove: async (id) => void (await rpc("RemoveOrg", "repeatable", { body: { OrgId: id } })),
    async holders(id) {
      const names: string[] = [];
      const below = { ParentOrgId: id, MaxResults: PAGE_SIZE };
      for await (const name of namesOf("DescribeOrgs", "Orgs", "OrgName", below)) names.push(`organisation ${name}`);
      const inIt = { OrgId: id, MaxResults: USERS };
      for await (const name of namesOf("DescribeUsers", "Users", "EndUserId", inIt)) names.push(name);
      return names;
    },
    steps: [
      {
        fields: ["orgName"],
        apply: async ({ ref, desired }) =>
          void (await rpc("ModifyOrg", "repeatable", { query: { OrgId: ref.id, OrgName: desired["orgName"] } })),
      },
      {
        fields: ["parentOrgId"],
        async apply({ ref, desired }) {
          await refuseMove(tree, ref, desired);
          await rpc("MoveOrg", "repeatable", { body: { OrgId: ref.id, NewParentOrgId: desired["parentOrgId"] } });
        },
      },
    ],
  };
  return namedCalls(service, objects);
}
