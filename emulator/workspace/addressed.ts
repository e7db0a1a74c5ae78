import { member } from "../untyped";
import type { WireRequest } from "../wire";
import { readBody } from "./call";
import { Refusal } from "../huawei/refusal";
import { findRoute } from "./operations";
import type { Fields } from "./rules";

/** Names and ids of the users a request is about: of its path, of `user_ids`, of the users it creates. */
export function addressed(request: WireRequest): readonly string[] {
  const { user_ids, users, user_name } = fieldsOf(request);
  const members = Array.isArray(users) ? users.map((user) => member(user, "user_name")) : [];
  const candidates = [
    findRoute(request)?.path["user_id"],
    ...(Array.isArray(user_ids) ? user_ids : []),
    ...members,
    user_name,
  ];
  return candidates.filter((candidate): candidate is string => typeof candidate === "string");
}

function fieldsOf(request: WireRequest): Fields {
  try {
    return readBody(request);
  } catch (error) {
    if (error instanceof Refusal) return {};
    throw error;
  }
}
