import * as pulumi from "@pulumi/pulumi";
import { cloudidentity } from "rollcall";

// The service sets passwords by a call of their own after the creation. Keep one in the stack's configuration:
//   pulumi config set --secret initialPassword …
const initialPassword = new pulumi.Config().getSecret("initialPassword");

const user = new cloudidentity.User("zhao.min", {
  userName: "zhao.min",
  displayName: "赵敏",
  email: "zhao.min@harbour-lane.example",
  phone: "+8613800138022",
  ...(initialPassword !== undefined && { password: initialPassword, passwordResetRequired: true }),
});

export const userId = user.userId;
