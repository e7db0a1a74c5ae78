import { eds, eiam, Roster } from "rollcall";

// The same units on both directories, each with its own ids. Nobody copies one: the file of people says names.
const design = new eds.Organization("design", { orgName: "设计部" });
new eds.Organization("vision", { orgName: "视觉组", parentOrgId: design.orgId });
new eds.Organization("research", { orgName: "研发/测试" });

const unit = new eiam.OrganizationalUnit("design", { organizationalUnitName: "设计部" });
new eiam.OrganizationalUnit("vision", { organizationalUnitName: "视觉组", parentId: unit.organizationalUnitId });
new eiam.OrganizationalUnit("research", { organizationalUnitName: "研发/测试" });

const description = "People on duty at night";
const nightDesktops = new eds.Group("night", { groupName: "夜班", description });
new eiam.Group("night", { groupName: "夜班", description });

// A group that somebody else made: looked up, never managed.
const everybody = eds.getGroup({ name: "All staff" });

const staff = new Roster("staff", { file: "people.csv", references: "names" });

export const people = staff.count;
export const nightGroup = nightDesktops.groupId;
export const everybodyGroup = everybody.groupId;
