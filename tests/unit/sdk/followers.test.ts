import type * as pulumi from "@pulumi/pulumi";
import { directories } from "../../../provider/directories";
import type { Kind } from "../../../provider/model/kind";
import { stayers } from "../../../sdk/lib/gate/departures";
import { followersOf, takenIds } from "../../../sdk/lib/gate/followers";
import { managedUsers } from "../../../sdk/lib/run/managed-users";
import { placesOf } from "../../../sdk/lib/run/declared-user";

const { eds, workspace } = directories;
const urn = (type: string, name: string): string => `urn:pulumi:dev::people::pulumi-nodejs:dynamic/rollcall/${type}::${name}`;
const before = managedUsers(
  {
    [urn("eds:Group", "design")]: { outputs: { groupName: "design", groupId: "ug-1" } },
    [urn("eds:Organization", "paris")]: { outputs: { orgName: "paris", orgId: "org-1" } },
    [urn("eds:User", "alice")]: { outputs: { endUserId: "alice", groupIdList: ["ug-2", "ug-1"], orgId: "org-1" } },
    [urn("eds:User", "bob")]: { outputs: { endUserId: "bob", groupIdList: ["ug-2"] } },
    [urn("eds:User", "gone")]: { outputs: { endUserId: "gone", groupIdList: ["ug-1"], orgId: "org-1" } },
    [urn("eds:User", "kept")]: { outputs: { endUserId: "kept", groupIdList: ["ug-1"], orgId: "org-1", onDelete: "retain" } },
    [urn("eds:UserSet", "staff")]: { outputs: { groupIdList: ["ug-1"], users: { eve: {}, tom: { groupIdList: [] } } } },
    [urn("workspace:User", "wei")]: { outputs: { userName: "wei", groupIds: ["ug-1"] } },
  },
  directories,
);
const people = before.filter(({ kind }) => kind.token === "User");
const now = people
  .filter(({ key }) => key !== "gone" && key !== "kept")
  .map(({ kind, resource, member, declared }) => ({
    kind,
    resource,
    aliases: [],
    fields: declared,
    ...(member !== undefined && { member }),
  }));
const followers = (kind: Kind | undefined, name: string): readonly string[] =>
  kind === undefined ? [] : followersOf({ kind, name, places: placesOf({}) }, before, stayers(people, now));

test("who is in a group or unit by the program follows, alone or in a set, and so does whose account ends; who leaves with it, and who is elsewhere, does not", () => {
  expect(followers(eds.kinds.Group, "design")).toEqual(["alice", "gone", "eve"]);
  expect(followers(eds.kinds.Organization, "paris")).toEqual(["alice", "gone"]);
});

test("a group that is new, and one of another directory, has nobody", () => {
  expect(followers(eds.kinds.Group, "other")).toEqual([]);
  expect(followers(workspace.kinds.Group, "design")).toEqual([]);
});

test("a new group is told which of its name another resource has and keeps, whatever that one is called by now", () => {
  const kind = eds.kinds.Group;
  if (kind === undefined) throw new Error("EDS has groups");
  const taken = (name: string, groupName: string, keeps: string, aliases: pulumi.Alias[] = []): readonly string[] =>
    takenIds({ kind, name, places: placesOf({ aliases }), known: () => ({ groupName }) }, before, [
      { kind, resource: keeps, aliases: [], fields: { groupName: "late" } },
    ]);
  expect(taken("new", "design", "design")).toEqual(["ug-1"]);
  expect(taken("new", "other", "design")).toEqual([]);
  // Who has left the program, or is this very resource under an earlier name, keeps nobody out.
  expect(taken("new", "design", "another")).toEqual([]);
  expect(taken("new", "design", "design", [{ name: "design" }])).toEqual([]);
});
