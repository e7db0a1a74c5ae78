import { createHash, randomInt, randomUUID } from "node:crypto";
import { type Clock, systemClock } from "../calls/clock";
import { openService, type ServiceOptions } from "../calls/open-service";
import { callStateFor } from "../calls/shared-state";
import { embeddedEmulator } from "../config/embedded-emulator";
import { readLimits } from "../config/limits";
import { resolveAccount } from "../config/resolve-account";
import { Settings, type SettingSources } from "../config/settings";
import { claimsFor } from "../lifecycle/claims";
import type { Context } from "../lifecycle/context";
import { NO_DIARY } from "../lifecycle/diary";
import { SecretFields } from "../lifecycle/secret-fields";
import type { Account } from "../model/account";
import { openCatalogue as catalogueUnder } from "../calls/catalogue";
import type { Catalogue } from "../model/catalogue";
import { identityOf } from "../model/credentials";
import { type Directory, type DirectoryFacts, type Kind, underAccount } from "../model/kind";
import { newSecrets } from "../model/secrets";
import { defined } from "../model/values";
import type { Service } from "../model/service";
import type { Admission } from "./deletion-guard";
import { DiaryFile, diaryFile } from "./diary-file";

/** What a session may do otherwise than a run: see `Calling`. */
type Manner = Pick<ServiceOptions, "isCancelled" | "attempts">;

/** Opens a kind of a directory under the account that the configuration names: everything an operation of the lifecycle needs. */
export async function openSession(
  kind: Kind,
  sources: SettingSources,
  say: (line: string) => void,
  clock?: Clock,
  manner?: Manner,
): Promise<Context> {
  return sessionOf(kind, await accountOf(kind.directory, sources), say, clock, manner);
}

/** The account that the configuration names; the embedded emulator is started where that is meant. */
export function accountOf(directory: DirectoryFacts, sources: SettingSources): Promise<Account> {
  const settings = new Settings(sources);
  return resolveAccount(directory, settings, () => embeddedEmulator(settings.get("emulatorData")));
}

/** A kind of a directory under an account that is resolved already. */
export function sessionOf(
  kind: Kind,
  account: Account,
  say: (line: string) => void,
  clock?: Clock,
  manner?: Manner,
): Context {
  const { service, cleanly } = serviceOf(kind.directory, account, say, clock, manner);
  return {
    kind: underAccount(kind, account),
    service,
    calls: kind.connect(account, service),
    followers: new Map(),
    claims: claimsFor(callerOf(account)),
    diary: NO_DIARY,
    secretFields: new SecretFields(kind, service.secrets),
    say: cleanly,
    token: () => randomUUID(),
    random: (below) => randomInt(below),
  };
}

/** The service of a directory under an account, with a voice that is clean of the account's keys. */
function serviceOf(
  { title, classify }: DirectoryFacts,
  account: Account,
  say: (line: string) => void,
  clock: Clock = systemClock,
  manner: Manner = {},
): { readonly service: Service; readonly cleanly: (line: string) => void } {
  const secrets = newSecrets();
  const identity = identityOf(account.credentials);
  identity.tell(secrets);
  const cleanly = (line: string): void => say(secrets.clean(line));
  const shared = callStateFor(callerOf(account), clock, Math.random);
  const calling = { name: title, classify, timeoutMs: account.timeoutMs, shared, clock, ...manner };
  return { service: openService({ ...calling, secrets, identity, say: cleanly }), cleanly };
}

/** What services count calls by, and whose accounts are meant: who calls, at one endpoint. Never holds a secret. */
function callerOf({ directory, endpoint, credentials }: Account): string {
  return `${directory} ${endpoint} ${identityOf(credentials).name}`;
}

/**
 * Opens one kind for a run of the engine: under the configured account, with deletions admitted by a guard, and with
 * what it does to accounts noted in the project's diary.
 * @param isCancelled nothing that changes something is sent from then on
 */
export async function openRun(
  kind: Kind,
  sources: SettingSources,
  say: (line: string) => void,
  guard: Admission,
  isCancelled?: () => boolean,
  clock?: Clock,
): Promise<Context> {
  const settings = new Settings(sources);
  const limits = readLimits(settings);
  const account = await accountOf(kind.directory, sources);
  const context = sessionOf(kind, account, say, clock, defined({ isCancelled }));
  const file = diaryFile(settings, process.cwd());
  const place = placeOf(account, settings);
  const caller = digest([place, identityOf(account.credentials).name]);
  const diary = file === undefined ? context.diary : new DiaryFile(file, Date.now, context.say, caller);
  return { ...context, calls: guard.over(kind, context.calls, limits), place, diary };
}

/** Tells where accounts are, the same in every run; the embedded emulator answers at another address in each. */
function placeOf({ directory, endpoint, own }: Account, settings: Settings): string {
  const configured = settings.get(`${directory}Endpoint`) ?? settings.get("emulatorData");
  return digest([directory, settings.target() === "emulator" ? configured : endpoint, own]);
}

function digest(parts: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 8);
}

/**
 * What a directory calls by name, under the account that the configuration names.
 * @throws RollcallError ERR_CONFIG when no account can be told.
 */
export async function openCatalogue(
  directory: Directory,
  sources: SettingSources,
  say: (line: string) => void,
): Promise<Catalogue> {
  const account = await accountOf(directory, sources);
  return catalogueUnder(directory, account, serviceOf(directory, account, say).service);
}
