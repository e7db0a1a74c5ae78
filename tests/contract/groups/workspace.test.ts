import { workspace } from "../../../provider/workspace";
import { openRest } from "../../../provider/workspace/api";
import { describeKind } from "./suite";

describe("workspace.Group", () =>
  describeKind({
    directory: workspace,
    kind: workspace.kinds.Group,
    whole: { groupName: "视觉组", platformType: "LOCAL", description: "Night shift" },
    changed: { groupName: "design-2", description: "Day shift" },
    namesRepeat: true,
    creation: "CreateUserGroup",
    user: () => ({ userName: "alice", userEmail: "alice@pier.example" }),
    async join(world, id, userId) {
      const rest = openRest(await world.account(), (await world.context()).service);
      await rest.write("RunActionsOnGroup", "repeatable", "POST", ["groups", id, "actions"], { op_type: "ADD", user_ids: [userId] });
    },
  }));
