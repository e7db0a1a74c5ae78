import { wireChanges } from "../../model/text-fields";
import type { Step } from "../../model/kind-calls";
import { fields } from "./fields";
import type { Rpc } from "../api";

const UPDATABLE = ["userName", "displayName", "description", "email", "phone"] as const;

/** The ways to change a living CloudIdentity user, in the order in which they must run. */
export function openSteps(rpc: Rpc): readonly Step[] {
  return [
    {
      fields: UPDATABLE,
      apply: async (change) => {
        const changes = wireChanges(fields, UPDATABLE, change);
        await rpc.write("UpdateUser", "repeatable", { UserId: change.ref.id, ...changes });
      },
    },
    {
      fields: ["password", "passwordResetRequired"],
      apply: async ({ ref, desired }) => {
        // A chosen password, unlike a generated one, is the same however often it is set. The answer repeats it: dropped here.
        await rpc.write("ResetPassword", "repeatable", {
          UserId: ref.id,
          GenerateRandomPassword: false,
          PasswordResetRequired: desired["passwordResetRequired"] ?? false,
          Password: desired["password"],
        });
      },
    },
  ];
}
