import { startEmulator } from "../../emulator";
import type { Clock } from "../../provider/calls/clock";
import { defaultDataFile, embeddedEmulator } from "../../provider/config/embedded-emulator";
import { resolveAccount } from "../../provider/config/resolve-account";
import { checkNames } from "../../provider/config/setting-table";
import { Settings, type SettingSources } from "../../provider/config/settings";
import type { Account } from "../../provider/model/account";
import { type Directory, type Kind, kindsOf } from "../../provider/model/kind";
import { asRollcallError } from "../../provider/model/error";
import { NoAnswer } from "../../provider/model/service";
import { openSession } from "../../provider/pulumi/session";
import { SETTINGS } from "../../provider/settings";
import { exchange, type Network } from "../../provider/vendors/http";
import { EXIT, type RunEngine } from "../stack/engine";
import type { PackageFacts } from "../terminal/package-facts";
import { checkKeys } from "./keys";
import { fail, failOf, type Finding, ok, warn } from "./finding";
import { existsSync } from "node:fs";

/** Signatures are refused from about this difference on (Alibaba Cloud, Huawei Cloud and Volcengine: 15 minutes). */
const REFUSED_MS = 15 * 60_000;
/** The Date header counts whole seconds, and the answer has been under way; less than this says nothing. */
const NOTICED_MS = 60_000;
const TIMEOUT_MS = 10_000;
/** Attempts of a call: whoever asks what is wrong wants to know soon, and asks again. */
const ATTEMPTS = 3;

/** Whether the endpoint answers at all, and how far its clock is from this machine's. The request is unsigned and asks for nothing. */
export async function checkEndpoint({ directory, endpoint }: Account, network: Network): Promise<readonly Finding[]> {
  const { host } = new URL(endpoint);
  try {
    const { headers } = await exchange(network, { method: "GET", url: `${endpoint}/`, headers: {} }, TIMEOUT_MS);
    return [ok(`${directory}:endpoint`, `${host} answers`), ...checkClock(directory, headers["date"], network.now())];
  } catch (error) {
    return [
      fail(
        `${directory}:endpoint`,
        error instanceof NoAnswer ? error.message : "the endpoint could not be asked",
        `Check the network, proxy and name resolution of this machine, and rollcall:${directory}Endpoint and rollcall:${directory}Region.`,
      ),
    ];
  }
}

function checkClock(directory: string, date: string | undefined, now: number): readonly Finding[] {
  const theirs = Date.parse(date ?? "");
  if (Number.isNaN(theirs)) return [];
  const skew = now - theirs;
  const found = `this machine's clock is ${Math.round(Math.abs(skew) / 1000)} s ${skew > 0 ? "ahead" : "behind"}`;
  const remedy = "Set this machine's clock, best by NTP.";
  if (Math.abs(skew) >= REFUSED_MS)
    return [fail(`${directory}:clock`, `${found}: signatures are refused from 15 minutes on`, remedy)];
  return [
    Math.abs(skew) < NOTICED_MS ? ok(`${directory}:clock`, "clocks agree") : warn(`${directory}:clock`, found, remedy),
  ];
}

/** Which clouds a run would go to, and whether Rollcall knows every setting. */
export function checkTarget(settings: Settings): Finding {
  try {
    checkNames(SETTINGS, settings.names());
    return ok("target", settings.target() === "cloud" ? "cloud: live directories" : "emulator");
  } catch (error) {
    return failOf("target", asRollcallError(error));
  }
}

/**
 * The embedded emulator's data file. Only a file that exists is opened: looking must not make one.
 * @param folder where the project is, or below it
 */
export async function checkDataFile(settings: Settings, folder: string): Promise<Finding> {
  const file = settings.get("emulatorData") ?? defaultDataFile(folder);
  if (!existsSync(file)) return ok("data-file", "none yet; the first run makes it");
  try {
    await (await startEmulator({ dataFile: file, unref: true })).close();
    return ok("data-file", `${file} can be read`);
  } catch (error) {
    return fail(
      "data-file",
      error instanceof Error ? error.message : `${file} cannot be read`,
      "Name another file with rollcall:emulatorData, or move this one away to start with an empty directory.",
      EXIT.configuration,
    );
  }
}

/** Node, against what the package needs. @param version e.g. `v20.11.0` */
export function checkNode(version: string, { node }: PackageFacts): Finding {
  if (isAtLeast(version, node)) return ok("node", `Node ${bare(version)}`);
  return fail("node", `Node ${bare(version)} is too old`, `Install Node ${node} or newer (https://nodejs.org).`);
}

/** The Pulumi CLI on PATH. */
export async function checkEngine(run: RunEngine, { pulumi }: PackageFacts): Promise<Finding> {
  try {
    const { code, stdout } = await run(["version"]);
    const version = /\bv?(\d+\.\d+\.\d+)/.exec(stdout)?.[1];
    if (code !== 0 || version === undefined)
      return fail(
        "engine",
        "pulumi is on PATH but does not print its version",
        "Install it again: https://www.pulumi.com/docs/install/.",
      );
    if (isAtLeast(version, pulumi)) return ok("engine", `Pulumi ${version}`);
    return fail(
      "engine",
      `Pulumi ${version} is too old`,
      `Upgrade to ${pulumi} or newer: https://www.pulumi.com/docs/install/.`,
    );
  } catch (error) {
    const { summary, remedy } = asRollcallError(error);
    return fail("engine", summary, remedy);
  }
}

function isAtLeast(version: string, minimum: string): boolean {
  return bare(version).localeCompare(minimum, "en", { numeric: true }) >= 0;
}

function bare(version: string): string {
  return version.trim().replace(/^v/, "");
}

/** What a look at one directory needs. */
export interface DirectoryCheck {
  readonly sources: SettingSources;
  readonly network: Network;
  say(line: string): void;
  readonly clock?: Clock;
}

/** Credentials, endpoint, clock and permissions of one directory. Sends one unsigned request and a few harmless reads. */
export async function checkDirectory(directory: Directory, check: DirectoryCheck): Promise<readonly Finding[]> {
  let account: Account;
  try {
    const settings = new Settings(check.sources);
    account = await resolveAccount(directory, settings, () => embeddedEmulator(settings.get("emulatorData")));
  } catch (error) {
    return [failOf(`${directory.name}:account`, asRollcallError(error))];
  }
  const reached = await checkEndpoint(account, check.network);
  const seen = [...(await checkKeys(directory, account, check)), ...reached];
  if (seen.some(({ level }) => level === "fail")) return seen;
  const users = await checkPermission(directory.kinds.User, check);
  if (users.level !== "ok") return [...seen, users];
  const others = kindsOf(directory).filter(({ token }) => token !== "User");
  const named = await Promise.all(others.map((kind) => checkPermission(kind, check)));
  return [...seen, users, ...named];
}

/** Whether those of a kind can be read. Whoever manages people alone does without groups and units, so that their refusal fails nothing. */
async function checkPermission(kind: Kind, { sources, say, clock }: DirectoryCheck): Promise<Finding> {
  const isUser = kind.token === "User";
  const check = `${kind.directory.name}:${isUser ? "permission" : `${kind.noun}s`}`;
  try {
    const { calls } = await openSession(kind, sources, say, clock, { attempts: ATTEMPTS });
    const lacking = calls.missing?.({});
    if (lacking !== undefined) return warn(check, `not tried: ${lacking.field} ${lacking.rule}`, lacking.remedy);
    // The first is enough: the rest of the listing is not asked for.
    for await (const _first of calls.list()) return ok(check, `${kind.noun}s can be listed`);
    return ok(check, `${kind.noun}s can be listed; there are none`);
  } catch (error) {
    const failure = asRollcallError(error);
    if (isUser) return failOf(check, failure);
    return warn(
      check,
      `${kind.noun}s cannot be listed: ${failure.summary.replace(/\.$/, "")}`,
      `${failure.remedy} Programs that neither manage nor name ${kind.noun}s do not need it.`,
    );
  }
}
