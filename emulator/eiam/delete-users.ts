import { write } from "../alibaba/rpc-service";
import { userOf } from "./records";
import { deleteUser } from "./user-store";

/** DeleteUser: the account and what belongs to it. Throws `ResourceNotFound.User` for an unknown one. */
export const deleteOneUser = write((call) => {
  deleteUser(call.tables, userOf(call));
});

/** DeleteUsers: up to 100, all or none. The page names neither the limit nor what an unknown member does to the others. */
export const deleteUsers = write((call) => {
  const users = call.params.requiredList("UserIds", 100).map((id) => userOf(call, id));
  for (const user of users) deleteUser(call.tables, user);
});
