import type { Page } from "../../calls/listings";
import { namedCalls, refuseMove, type Tree } from "../../calls/named-objects";
import type { Account } from "../../model/account";
import type { KindSpec } from "../../model/kind";
import type { KindCalls } from "../../model/kind-calls";
import type { Service } from "../../model/service";
import { type Bag, defined, type Fields, filled, type Observed, records, text } from "../../model/values";
import { observeTexts, wireValues } from "../../model/text-fields";
import { allNames, openRpc } from "../api";
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
  const observe = (org: Bag): Observed => observeTexts(fields, "orgName", "OrgId", org);
  const page = async (query: Fields, from: string | undefined): Promise<Page> => {
    const wanted = defined({ ...query, MaxResults: PAGE_SIZE, NextToken: from });
    const answer = await rpc("DescribeOrgs", "read", { query: wanted });
    const users = records(answer["Orgs"]).map(observe);
    return defined({ users, next: filled(answer["NextToken"]) });
  };
  const byId = async (id: string): Promise<Observed | undefined> =>
    (await page({ IncludeOrgIds: [id] }, undefined)).users.find(({ ref }) => ref.id === id);

  const tree: Tree = { noun: "organisation", field: "parentOrgId", root: ROOT, byId };
  return namedCalls(service, {
    noun: "organisation",
    key: "orgName",
    page: (_fields, name, from) => page(defined({ OrgName: name }), from),
    byId,
    tree: () => tree,
    root: async () => ({ ref: { id: ROOT, key: ROOT_NAME }, fields: { orgName: ROOT_NAME }, computed: {} }),
    isBelow: async ({ fields: seen }, { parentOrgId = ROOT }) => seen["parentOrgId"] === parentOrgId,
    create: async (org) =>
      text((await rpc("CreateOrg", "once", { query: { ParentOrgId: ROOT, ...wireValues(fields, org) } }))["OrgId"]),
    remove: async (id) => void (await rpc("RemoveOrg", "repeatable", { body: { OrgId: id } })),
    async holders(id) {
      const below = { ParentOrgId: id, MaxResults: PAGE_SIZE };
      const organizations = await allNames(rpc, "DescribeOrgs", "Orgs", "OrgName", below);
      const inIt = await allNames(rpc, "DescribeUsers", "Users", "EndUserId", { OrgId: id, MaxResults: USERS });
      return [...organizations.map((name) => `organisation ${name}`), ...inIt];
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
  });
}
