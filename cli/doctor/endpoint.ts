import { NoAnswer } from "../../provider/calls/answer";
import type { Account } from "../../provider/host/account";
import { exchange, type Network } from "../../provider/transport/http";
import { fail, type Finding, ok, warn } from "./finding";

/** Signatures are refused from about this difference on (Alibaba Cloud, Huawei Cloud and Volcengine: 15 minutes). */
const REFUSED_MS = 15 * 60_000;
/** The Date header counts whole seconds, and the answer has been under way; less than this says nothing. */
const NOTICED_MS = 60_000;
const TIMEOUT_MS = 10_000;

/** Whether the endpoint answers at all, and how far its clock is from this machine's. The request is unsigned and asks for nothing. */
export async function checkEndpoint({ directory, endpoint }: Account, network: Network): Promise<readonly Finding[]> {
  const { host } = new URL(endpoint);
  try {
    const { headers } = await exchange(network, { method: "GET", url: `${endpoint}/`, headers: {} }, TIMEOUT_MS);
    return [ok(`${directory}:endpoint`, `${host} answers`), ...checkClock(directory, headers["date"], network.now())];
  } catch (error) {
    return [fail(`${directory}:endpoint`, messageOf(error), `Check the network, proxy and name resolution of this machine, and rollcall:${directory}Endpoint and rollcall:${directory}Region.`)];
  }
}

function checkClock(directory: string, date: string | undefined, now: number): readonly Finding[] {
  const theirs = Date.parse(date ?? "");
  if (Number.isNaN(theirs)) return [];
  const skew = now - theirs;
  const found = `this machine's clock is ${Math.round(Math.abs(skew) / 1000)} s ${skew > 0 ? "ahead" : "behind"}`;
  const remedy = "Set this machine's clock, best by NTP.";
  if (Math.abs(skew) >= REFUSED_MS) return [fail(`${directory}:clock`, `${found}: signatures are refused from 15 minutes on`, remedy)];
  return [Math.abs(skew) < NOTICED_MS ? ok(`${directory}:clock`, "clocks agree") : warn(`${directory}:clock`, found, remedy)];
}

function messageOf(error: unknown): string {
  return error instanceof NoAnswer ? error.message : "the endpoint could not be asked";
}
