import { workspace } from "rollcall";

const developer = new workspace.User("han.li", {
  userName: "han.li",
  userEmail: "han.li@harbour-lane.example",
  accountExpires: "2031-12-31T16:00:00Z",
  groupIds: ["0a1b2c3d4e5f60718293a4b5c6d7e801"],
  description: "Platform team",
});

export const locked = developer.locked;
