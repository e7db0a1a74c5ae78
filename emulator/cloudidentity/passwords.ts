import { generatePassword, hashPassword } from "../passwords";
import type { Action } from "./call";
import { invalidParam } from "./errors";
import { userTable } from "./records";
import { isStrongPassword } from "./rules";
import { existing } from "./users";

const anyPassword = { max: Number.MAX_SAFE_INTEGER };

/** ResetPassword: sets the password given, or one the service chooses, and answers it in clear. */
export const resetPassword: Action = ({ parameters, context }) => {
  const user = existing(parameters.required("UserId"), context);
  const generate = parameters.requiredFlag("GenerateRandomPassword");
  const PasswordResetRequired = parameters.requiredFlag("PasswordResetRequired");
  const { random } = context;
  const Password = generate ? generatePassword(random) : parameters.required("Password", anyPassword);
  if (!isStrongPassword(Password)) throw invalidParam("Password", Password);
  userTable(context.tables).put(user.UserId, {
    ...user,
    password: hashPassword(Password, random),
    PasswordResetRequired,
    updatedAt: context.now(),
  });
  return { Password };
};
