import { join } from "node:path";
import { PolicyPack } from "@pulumi/policy";
import { policyPack, readPolicyFile } from "rollcall/policy";

// The program whose files are searched for passwords in clear; the quickstart here, your own project in real life.
const program = process.env["ROLLCALL_POLICY_PROGRAM"] ?? join(__dirname, "..", "quickstart");

new PolicyPack("rollcall", {
  policies: [...policyPack({ policy: readPolicyFile(join(__dirname, "policy.yaml")), program })],
});
