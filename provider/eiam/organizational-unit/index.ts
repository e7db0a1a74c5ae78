import { keptIfGood } from "../../model/kept";
import { namedCalls, refuseMove, type Tree } from "../../calls/named-objects";
import type { Account } from "../../model/account";
import type { KindSpec } from "../../model/kind";
import type { KindCalls } from "../../model/kind-calls";
import type { Service } from "../../model/service";
import { type Bag, type Fields, type Observed, record, text } from "../../model/values";
import { observeTexts, wireValues } from "../../model/text-fields";
import { allOf, instanceOf, openRpc } from "../api";
import { changesOf, namedIn } from "../named";
import { fields } from "./fields";

/** Organizational units of an instance, a tree below its root. */
export const organizationalUnit: KindSpec<typeof fields> = {
  token: "OrganizationalUnit",
  noun: "unit",
  fields,
  naturalKey: "organizationalUnitName",
  idOutput: "organizationalUnitId",
  parentFields: ["instanceId", "parentId"],
  looksFirst: true,
  connect,
};

/** The calls of EIAM organizational units under one account. The action that wipes a unit with its accounts is none of them. */
function connect(account: Account, service: Service): KindCalls {
  const rpc = openRpc(account, service);
  const observe = (unit: Bag): Observed => observeTexts(fields, "organizationalUnitName", "OrganizationalUnitId", unit);
  const roots = new Map<string, Promise<Observed>>();
  const root = (unit: Fields): Promise<Observed> => {
    const InstanceId = instanceOf(account, unit);
    return keptIfGood(roots, InstanceId, async () =>
      observe(record((await rpc("GetRootOrganizationalUnit", "read", { InstanceId }))["OrganizationalUnit"])),
    );
  };
  const parentOf = async (unit: Fields): Promise<string> => text(unit["parentId"]) ?? (await root(unit)).ref.id;

  const named = namedIn(account, service, rpc, "OrganizationalUnit", observe);
  const change = changesOf(account, rpc, "OrganizationalUnitId", fields);
  const move = change("UpdateOrganizationalUnitParentId", ["parentId"]);

  const treeOf = (unit: Fields): Tree => ({ noun: "unit", field: "parentId", byId: (id) => named.byId(id, unit) });
  return namedCalls(service, {
    noun: "unit",
    key: "organizationalUnitName",
    ...named,
    tree: treeOf,
    root,
    isBelow: async (observed, unit) => observed.fields["parentId"] === (await parentOf(unit)),
    async create(unit) {
      const place = { InstanceId: instanceOf(account, unit), ParentId: await parentOf(unit) };
      const answer = await rpc("CreateOrganizationalUnit", "once", { ...wireValues(fields, unit), ...place });
      return text(answer["OrganizationalUnitId"]);
    },
    async holders(id, unit) {
      const InstanceId = instanceOf(account, unit);
      const below = { InstanceId, ParentId: id };
      const units = await allOf(rpc, "ListOrganizationalUnits", "OrganizationalUnits", "OrganizationalUnitId", below);
      const people = await allOf(rpc, "ListUsers", "Users", "UserId", { InstanceId, OrganizationalUnitId: id });
      const names = (all: readonly Bag[], field: string) => all.map((one) => text(one[field]) ?? "");
      return [...names(units, "OrganizationalUnitName").map((name) => `unit ${name}`), ...names(people, "Username")];
    },
    steps: [
      change("UpdateOrganizationalUnit", ["organizationalUnitName"]),
      {
        ...move,
        async apply(changing) {
          const { ref, desired } = changing;
          await refuseMove(treeOf(desired), ref, desired);
          await move.apply(changing);
        },
      },
      change("UpdateOrganizationalUnitDescription", ["description"]),
    ],
  });
}
