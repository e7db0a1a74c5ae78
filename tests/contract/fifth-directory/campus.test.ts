import { campus } from "../../fixtures/campus";
import { openRpc } from "../../fixtures/campus/api";
import { describeDirectory } from "../directories/suite";
import type { Refusal } from "../directories/suite/sample";
import type { World } from "../directories/harness/world";
import { describeKind } from "../groups/suite";
import { describeMemberships } from "../memberships/suite";
import { describeSet } from "../sets/suite";
import type * as Fifth from "./registry";

// The one line that a directory takes, and the one of its service in the emulator. Nothing else is told of it.
jest.mock("../../../provider/directories", () => jest.requireActual<typeof Fifth>("./registry").registryWithCampus());
jest.mock("../../../emulator/services", () => jest.requireActual<typeof Fifth>("./registry").servicesWithCampus());

const refusal = (category: Refusal["category"], status: number, Code: string): Refusal => ({
  category,
  status,
  body: (Message) => ({ RequestId: "R", Code, Message, HostId: "campus.north.example" }),
});
const rpcOf = async (world: World) => openRpc(await world.account(), (await world.context()).service);
const makeGroup = async (world: World, GroupName: string): Promise<string> =>
  String((await (await rpcOf(world))("CreateGroup", "once", { GroupName }))["GroupId"]);

describeDirectory(campus, {
  user: (tag) => ({
    login: tag,
    fullName: "Display",
    mail: `${tag}@example.com`,
    mobile: "+8613812345678",
    badge: `b-${tag}`,
    groupIds: [],
    status: "enabled",
    password: "Correct-Horse-7",
    welcome: "Hello",
    otherGroups: "remove",
  }),
  changed: () => ({
    fullName: "Other",
    mail: "other@example.com",
    mobile: "+8613912345678",
    badge: "b-other",
    groupIds: ["g-furnished"],
    status: "disabled",
    password: "Battery-Staple-8",
    welcome: "Good morning",
    otherGroups: "keep",
  }),
  calls: { create: "CreateUser", remove: "DeleteUser" },
  refusals: [
    refusal("forbidden", 403, "Forbidden.RAM"),
    refusal("auth", 404, "InvalidAccessKeyId.NotFound"),
    refusal("parent-missing", 404, "TenantNotFound"),
    refusal("routing", 404, "InvalidApi.NotFound"),
  ],
});

describe("campus.Group", () =>
  describeKind({
    directory: campus,
    kind: campus.kinds.Group,
    whole: { groupName: "vision", description: "Night shift", building: "North" },
    changed: { groupName: "vision_lab", description: "Day shift" },
    namesRepeat: false,
    creation: "CreateGroup",
    user: () => ({ login: "alice" }),
    async join(world, GroupId, UserId) {
      await (
        await rpcOf(world)
      )("AddGroupMember", "repeatable", { GroupId, UserId });
    },
  }));

describe("the groups of campus users", () =>
  describeMemberships({
    directory: campus,
    field: "groupIds",
    user: (login) => ({ login }),
    make: makeGroup,
    drift: (groups) => ({ GroupIds: groups.map(({ id }) => id) }),
  }));

describe("a set of campus users", () =>
  describeSet({
    directory: campus,
    key: "Login",
    shared: () => ({ status: "enabled" }),
    person: (name) => ({ fullName: name }),
    password: { password: "Correct-Horse-7" },
    field: "fullName",
    value: "Other",
    drift: { FullName: "Other" },
  }));
