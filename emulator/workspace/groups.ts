import { groupFilters } from "./filters";
import { hexText } from "../random";
import { isVisible, type ServiceContext } from "../service";
import type { Operation } from "./call";
import { groupExists, groupMissing, invalid } from "./errors";
import { groupsByName, groupTable, userTable, usersByGroup, type StoredGroup } from "./records";
import { choice, count, groupRules, ids, text } from "./rules";
import { groupItem } from "./views";

/**
 * "Querying User Groups": 100 a page at most and by default, which `limit=0` asks for too. The page says that an offset needs
 * a limit; the service takes it alone, as the vendor's Terraform provider sends it. `keyword` looks into the name.
 */
export const listGroups: Operation = ({ query, context }) => {
  const limit = count(query, "limit", 100) || 100;
  const offset = count(query, "offset", 999_999_999) ?? 0;
  const filters = groupFilters(query);
  const groups = [...groupTable(context.tables).values()].filter(
    (group) => isVisible(group.created_at, context) && filters.every((matches) => matches(group)),
  );
  const users = userTable(context.tables);
  const page = groups.slice(offset, offset + limit);
  return {
    status: 200,
    body: {
      total_count: groups.length,
      user_groups: page.map((group) => groupItem(group, users.count(usersByGroup, group.id))),
    },
  };
};

/** "Creating a User Group": 201 without a body; the id is found by listing. */
export const createGroup: Operation = ({ body, context }) => {
  const name = text(body, "group_name", groupRules.group_name);
  const platform_type = choice(body, "platform_type", ["AD", "LOCAL"] as const);
  if (name === undefined || platform_type === undefined) throw invalid("group_name and platform_type are required");
  const description = text(body, "description", groupRules.description) ?? "";
  requireFreeName(name, context);
  const id = hexText(32, context.random);
  groupTable(context.tables).put(id, { id, name, platform_type, description, created_at: context.now() });
  return { status: 201 };
};

/** "Modifying a User Group": a group that comes from Active Directory keeps its name. */
export const updateGroup: Operation = ({ path, body, context }) => {
  const group = existingGroup(path["group_id"], context);
  const name = text(body, "group_name", groupRules.group_name) ?? group.name;
  const description = text(body, "description", groupRules.description) ?? group.description;
  if (name !== group.name) {
    if (group.platform_type === "AD") throw invalid("a user group of platform_type AD cannot be renamed");
    requireFreeName(name, context);
  }
  groupTable(context.tables).put(group.id, { ...group, name, description });
  return { status: 200 };
};

/** "Deleting a User Group": its members stay, without it. */
export const deleteGroup: Operation = ({ path, context }) => {
  removeGroups([existingGroup(path["group_id"], context).id], context);
  return { status: 204 };
};

/** "Deleting User Groups in Batches": none is deleted when one is unknown (the emulator's choice, as for users). */
export const batchDeleteGroups: Operation = ({ body, context }) => {
  const groupIds = ids(body, "group_ids", { min: 1, max: 100 });
  if (groupIds === undefined) throw invalid("group_ids is required");
  for (const id of groupIds) existingGroup(id, context);
  removeGroups(groupIds, context);
  return { status: 204 };
};

/** The group of that id. */
export function existingGroup(id: string | undefined, context: ServiceContext): StoredGroup {
  const group = groupTable(context.tables).get(id ?? "");
  if (group === undefined) throw groupMissing();
  return group;
}

/** Whether names may repeat is not published; they may here, unless the emulator was told otherwise. */
function requireFreeName(name: string, context: ServiceContext): void {
  if (context.behaviour.uniqueGroupNames !== true) return;
  if (groupTable(context.tables).count(groupsByName, name) > 0) throw groupExists(name);
}

function removeGroups(groupIds: readonly string[], context: ServiceContext): void {
  const users = userTable(context.tables);
  for (const user of groupIds.flatMap((id) => users.find(usersByGroup, id))) {
    users.put(user.id, { ...user, group_ids: user.group_ids.filter((id) => !groupIds.includes(id)) });
  }
  for (const id of groupIds) groupTable(context.tables).delete(id);
}
