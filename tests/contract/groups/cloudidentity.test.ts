import { cloudidentity } from "../../../provider/cloudidentity";
import { openRpc } from "../../../provider/cloudidentity/api";
import { describeKind } from "./suite";

describe("cloudidentity.Group", () =>
  describeKind({
    directory: cloudidentity,
    kind: cloudidentity.kinds.Group,
    whole: { groupName: "vision", joinType: "Manual", displayName: "视觉组", description: "Night shift" },
    changed: { displayName: "设计组", description: "Day shift" },
    namesRepeat: false,
    creation: "CreateGroup",
    user: () => ({ userName: "alice" }),
    async join(world, id, userId) {
      const rpc = openRpc(await world.account(), (await world.context()).service);
      await rpc.write("AddUserToGroup", "repeatable", { GroupId: id, UserId: userId });
    },
  }));
