import { text } from "../json";
import type { Page } from "../reads/shared-listing";
import { observeAll } from "./observe";
import type { Parameters, Rpc } from "./rpc";

/** Most users of one page (CloudIdentity ListUsers, PageSize). */
const PAGE_SIZE = 100;

/**
 * One page of the directory, or of the users that a filter leaves.
 * @param from page number as text; absent: the first
 */
export async function listPage(rpc: Rpc, filter: Parameters, from: string | undefined): Promise<Page> {
  const number = Number(from ?? 1);
  const answer = await rpc.read("ListUsers", { ...filter, PageNumber: number, PageSize: PAGE_SIZE });
  const users = observeAll(answer);
  // The answer repeats the page size that counted, should the service ever cap it lower.
  const size = Number(text(answer["PageSize"]) ?? PAGE_SIZE) || PAGE_SIZE;
  const total = Number(text(answer["Total"]) ?? Number.NaN);
  const more = users.length > 0 && (Number.isNaN(total) ? users.length >= size : number * size < total);
  return { users, total: Number.isNaN(total) ? (number - 1) * size + users.length : total, ...(more && { next: String(number + 1) }) };
}
