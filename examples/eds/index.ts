import { eds } from "rollcall";

const designer = new eds.User("lin_mei", {
  endUserId: "lin_mei",
  realNickName: "林梅",
  email: "lin.mei@harbour-lane.example",
  orgId: "org-design",
  groupIdList: ["ug-all-staff", "ug-design"],
});

// An account for four months: locked by the service afterwards, and kept locked instead of deleted when the line goes.
new eds.User("temp_oskar", {
  endUserId: "temp_oskar",
  email: "oskar@studio.example",
  orgId: "org-contractors",
  autoLockTime: "2031-04-30 18:00:00",
  onDelete: "disable",
});

export const designerId = designer.endUserId;
