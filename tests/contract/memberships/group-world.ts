import type { RunningEmulator } from "../../../emulator";
import { openRpc as openCloudIdentity } from "../../../provider/cloudidentity/api";
import { openRpc as openEds } from "../../../provider/eds/api";
import { openRpc as openEiam } from "../../../provider/eiam/api";
import type { Account } from "../../../provider/model/account";
import type { Directory } from "../../../provider/model/kind";
import { records, text } from "../../../provider/model/values";
import { openRest } from "../../../provider/workspace/api";
import type { World } from "../directories/harness/world";

/** How one directory's groups are made and joined by somebody else, and what its users need to exist. */
export interface GroupWorld {
  readonly directory: Directory;
  /** The user's field with its groups. */
  readonly field: "groupIdList" | "groupIds";
  /** A valid user of this name with nothing else. */
  user(name: string, emulator: RunningEmulator): Readonly<Record<string, string>>;
  /** Makes a group and answers its id. */
  make(world: World, name: string, kind?: "automatic" | "elsewhere"): Promise<string>;
  /** What somebody sets at the console to put a user into exactly these groups. */
  drift(groups: readonly { readonly id: string; readonly name: string }[]): Readonly<Record<string, unknown>>;
}

function accountOf({ directory, emulator }: World): Account {
  return {
    directory: directory.name,
    endpoint: emulator.endpoint,
    region: directory.defaultRegion,
    credentials: { kind: "keys", accessKeyId: emulator.accessKeyId, accessKeySecret: emulator.accessKeySecret },
    own: emulator.settings[directory.name] ?? {},
    timeoutMs: 10_000,
  };
}

type Maker = GroupWorld["make"];

const makeEds: Maker = async (world, GroupName) => {
  const rpc = openEds(accountOf(world), (await world.context()).service);
  return text((await rpc("CreateGroup", "once", { query: { GroupName } }))["GroupId"]) ?? "";
};

const makeEiam: Maker = async (world, GroupName) => {
  const rpc = openEiam(accountOf(world), (await world.context()).service);
  const answer = await rpc("CreateGroup", "once", { InstanceId: world.emulator.eiam.instanceId, GroupName });
  return text(answer["GroupId"]) ?? "";
};

const makeWorkspace: Maker = async (world, group_name, kind) => {
  const rest = openRest(accountOf(world), (await world.context()).service);
  const platform_type = kind === "elsewhere" ? "AD" : "LOCAL";
  await rest.write("CreateUserGroup", "once", "POST", ["groups"], { group_name, platform_type });
  const listed = records((await rest.read("ListUserGroups", ["groups"], "user_groups"))["user_groups"]);
  return text(listed.find((group) => group["name"] === group_name)?.["id"]) ?? "";
};

const makeCloudIdentity: Maker = async (world, GroupName, kind) => {
  const rpc = openCloudIdentity(accountOf(world), (await world.context()).service);
  const JoinType = kind === "automatic" ? "Auto" : "Manual";
  return text((await rpc.write("CreateGroup", "once", { GroupName, JoinType }))["GroupId"]) ?? "";
};

const idsOf = (groups: readonly { readonly id: string }[]): readonly string[] => groups.map(({ id }) => id);

/** The four, given the directories of the registry. */
export function groupWorlds(all: Readonly<Record<"eds" | "eiam" | "workspace" | "cloudidentity", Directory>>): readonly GroupWorld[] {
  return [
    {
      directory: all.eds,
      field: "groupIdList",
      user: (endUserId) => ({ endUserId, email: `${endUserId}@example.com` }),
      make: makeEds,
      drift: (groups) => ({ GroupIdList: idsOf(groups) }),
    },
    {
      directory: all.eiam,
      field: "groupIds",
      user: (username, { eiam }) => ({ username, primaryOrganizationalUnitId: eiam.rootOrganizationalUnitId }),
      make: makeEiam,
      drift: (groups) => ({ GroupIds: idsOf(groups) }),
    },
    {
      directory: all.workspace,
      field: "groupIds",
      user: (userName) => ({ userName, userEmail: `${userName}@example.com` }),
      make: makeWorkspace,
      drift: (groups) => ({ group_names: groups.map(({ name }) => name) }),
    },
    {
      directory: all.cloudidentity,
      field: "groupIds",
      user: (userName) => ({ userName }),
      make: makeCloudIdentity,
      drift: (groups) => ({ GroupIds: idsOf(groups) }),
    },
  ];
}
