import { eiam } from "../../../provider/eiam";
import { openRpc } from "../../../provider/eiam/api";
import { describeKind } from "./suite";

const user = { username: "alice", displayName: "Alice" };

describe("eiam.Group", () =>
  describeKind({
    directory: eiam,
    kind: eiam.kinds.Group,
    whole: { groupName: "视觉组", groupExternalId: "vision", description: "Night shift" },
    changed: { groupName: "设计组", groupExternalId: "design", description: "Day shift" },
    namesRepeat: true,
    creation: "CreateGroup",
    user: ({ emulator }) => ({ ...user, primaryOrganizationalUnitId: emulator.eiam.rootOrganizationalUnitId }),
    async join(world, id, userId) {
      const rpc = openRpc(await world.account(), (await world.context()).service);
      await rpc("AddUsersToGroup", "repeatable", { InstanceId: world.emulator.eiam.instanceId, GroupId: id, UserIds: [userId] });
    },
  }));

describe("eiam.OrganizationalUnit", () =>
  describeKind({
    directory: eiam,
    kind: eiam.kinds.OrganizationalUnit,
    whole: { organizationalUnitName: "设计部", organizationalUnitExternalId: "design", description: "Night shift" },
    changed: { organizationalUnitName: "设计中心", parentId: "@视觉部", description: "Day shift" },
    namesRepeat: false,
    creation: "CreateOrganizationalUnit",
    user: ({ emulator }) => ({ ...user, primaryOrganizationalUnitId: emulator.eiam.rootOrganizationalUnitId }),
    async join(world, id, userId) {
      const rpc = openRpc(await world.account(), (await world.context()).service);
      await rpc("SetUserPrimaryOrganizationalUnit", "repeatable", {
        InstanceId: world.emulator.eiam.instanceId,
        OrganizationalUnitId: id,
        UserId: userId,
      });
    },
  }));
