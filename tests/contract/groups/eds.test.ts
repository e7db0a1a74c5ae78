import { eds } from "../../../provider/eds";
import { openRpc } from "../../../provider/eds/api";
import { describeKind } from "./suite";

const user = { endUserId: "alice", email: "alice@pier.example" };

describe("eds.Group", () =>
  describeKind({
    directory: eds,
    kind: eds.kinds.Group,
    whole: { groupName: "视觉组", description: "Night shift" },
    changed: { groupName: "设计组", description: "Day shift" },
    namesRepeat: true,
    creation: "CreateGroup",
    user: () => user,
    async join(world, id, userId) {
      const rpc = openRpc(await world.account(), (await world.context()).service);
      await rpc("UserBatchJoinGroup", "repeatable", { body: { GroupId: id, EndUserIds: [userId] } });
    },
  }));

describe("eds.Organization", () =>
  describeKind({
    directory: eds,
    kind: eds.kinds.Organization,
    whole: { orgName: "设计部", parentOrgId: "org-aliyun-wy-org-id" },
    changed: { parentOrgId: "@视觉部", orgName: "设计中心" },
    namesRepeat: false,
    creation: "CreateOrg",
    user: () => user,
    async join(world, id, userId) {
      const rpc = openRpc(await world.account(), (await world.context()).service);
      await rpc("MoveUserOrg", "repeatable", { body: { OrgId: id, EndUserIds: [userId] } });
    },
  }));
