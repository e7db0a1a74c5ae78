import * as rollcall from "rollcall-sdk";

// An account of its own: what is left open comes from the environment, as for the stack's own.
const beijing = new rollcall.Provider("beijing", { target: "emulator", workspaceRegion: "cn-north-4" });

const designers = new rollcall.workspace.Group(
  "designers",
  { groupName: "Designers", description: "Everybody with a drawing desk" },
  { provider: beijing },
);

const desks = new rollcall.workspace.UserSet(
  "desks",
  {
    groupIds: [designers.groupId],
    users: {
      "ada.finch": { userEmail: "ada.finch@harbour-lane.example", description: "Desk 4" },
      "noor.aziz": { userEmail: "noor.aziz@harbour-lane.example", passwordNeverExpired: true },
    },
  },
  { provider: beijing },
);

export const group = designers.groupId;
export const ids = desks.ids;
