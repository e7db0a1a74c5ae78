import { beijingTime } from "../times";
import { accountsOf, type CloudAccounts } from "../keys/accounts";
import { assumeRole, assumeRoleWithIdToken, MIN_SECONDS, type Refused, type Wanted } from "../keys/exchange";
import { roleId } from "../keys/roles";
import type { Principal, TemporaryKey } from "../keys/temporary-keys";
import type { EmulatedService, ServiceContext } from "../service";
import { volcengineScope } from "../signatures/volcengine";
import { authenticate, keyExpired } from "../volcengine/authenticate";
import { answer, gatewayError, Refusal, refuseInjected } from "../volcengine/refusal";
import type { WireRequest } from "../wire";

const VERSION = "2018-01-01";
const MAX_SECONDS = 43_200;

type Sent = ReadonlyMap<string, string>;
type Result = Readonly<Record<string, unknown>>;

/** No page gives the numbers (`CodeN`) of these codes: they are the emulator's own. */
const invalidParameter = (name: string, rule: string): Refusal =>
  new Refusal(400, "InvalidParameter", 180001, `The parameter ${name} is invalid: ${rule}`);
const accessDenied = (): Refusal =>
  new Refusal(403, "AccessDenied", 180002, "User is not authorized to perform: sts:AssumeRole on the resource");
const roleMissing = (): Refusal => new Refusal(404, "RoleNotExist", 180003, "The role does not exist");
const invalidToken = (reason: string): Refusal =>
  new Refusal(400, "InvalidOIDCToken", 180004, `The OIDC token is invalid: ${reason}`);

function refusalOf(refused: Refused): Refusal {
  switch (refused.kind) {
    case "no-role":
      return roleMissing();
    case "not-trusted":
    case "external-id":
      return accessDenied();
    case "too-long":
      return invalidParameter("DurationSeconds", `the role allows sessions of at most ${refused.maxSeconds} seconds`);
    case "id-token":
      return invalidToken(refused.fault);
  }
}

function required(sent: Sent, name: string): string {
  const value = sent.get(name) ?? "";
  if (value === "") throw gatewayError("MissingParameter", `The request is missing the ${name} parameter`);
  return value;
}

function wanted(sent: Sent, { volcengine }: CloudAccounts): Wanted {
  const [, account, role] = /^trn:iam::(\d+):role\/([\w.-]+)$/.exec(required(sent, "RoleTrn")) ?? [];
  if (account === undefined) throw invalidParameter("RoleTrn", "it must be trn:iam::<account>:role/<name>");
  const session = required(sent, "RoleSessionName");
  if (!/^[A-Za-z0-9.@_-]{2,64}$/.test(session))
    throw invalidParameter("RoleSessionName", "it must be 2 to 64 of A-Z a-z 0-9 . @ - _");
  const duration = sent.get("DurationSeconds") ?? "3600";
  const seconds = /^\d{1,6}$/.test(duration) ? Number(duration) : Number.NaN;
  if (!(seconds >= MIN_SECONDS && seconds <= MAX_SECONDS))
    throw invalidParameter("DurationSeconds", `it must be from ${MIN_SECONDS} to ${MAX_SECONDS}`);
  if ((sent.get("Policy") ?? "").length > 2048)
    throw invalidParameter("Policy", "it must have at most 2048 characters");
  return { role: account === volcengine.accountId ? role : undefined, session, seconds };
}

function credentials(key: TemporaryKey): Record<string, string> {
  return {
    CurrentTime: beijingTime(key.issuedAt),
    ExpiredTime: beijingTime(key.expiresAt),
    AccessKeyId: key.accessKeyId,
    SecretAccessKey: key.accessKeySecret,
    SessionToken: key.securityToken,
  };
}

function assumedRole({ role, session }: Wanted, { volcengine }: CloudAccounts): Result {
  return {
    Trn: `trn:sts::${volcengine.accountId}:assumed-role/${role}/${session}`,
    AssumedRoleId: `${roleId(role ?? "")}:${session}`,
  };
}

const actions: Readonly<Record<string, (sent: Sent, context: ServiceContext, caller: () => Principal) => Result>> = {
  AssumeRole(sent, context, caller) {
    const principal = caller();
    const accounts = accountsOf(context.identity);
    const asked = wanted(sent, accounts);
    const key = assumeRole(context, "volcengine", asked, principal);
    if ("kind" in key) throw refusalOf(key);
    return { Credentials: credentials(key), AssumedRoleUser: assumedRole(asked, accounts) };
  },
  AssumeRoleWithOIDC(sent, context) {
    const accounts = accountsOf(context.identity);
    const asked = wanted(sent, accounts);
    const outcome = assumeRoleWithIdToken(context, "volcengine", asked, required(sent, "OIDCToken"));
    if ("kind" in outcome) throw refusalOf(outcome);
    // The page calls the end of the session ExpiredTime; the vendor's own Python and Go clients read Expiration here.
    const Credentials = { ...credentials(outcome.key), Expiration: beijingTime(outcome.key.expiresAt) };
    return { Credentials, AssumedRoleUser: assumedRole(asked, accounts) };
  },
  GetCallerIdentity(_sent, { identity }, caller) {
    const principal = caller();
    const { volcengine } = accountsOf(identity);
    const AccountId = Number(volcengine.accountId);
    if (principal.kind === "user")
      return {
        AccountId,
        IdentityType: "User",
        IdentityId: volcengine.userId,
        Trn: `trn:iam::${AccountId}:user/rollcall`,
      };
    const { role, session } = principal;
    const IdentityId = `${roleId(role)}:${session}`;
    return {
      AccountId,
      IdentityType: "AssumedRole",
      IdentityId,
      Trn: `trn:sts::${AccountId}:assumed-role/${role}/${session}`,
    };
  },
};

function actionOf(request: WireRequest): string | undefined {
  const action = request.query.get("Action") ?? "";
  const known =
    request.query.get("Version") === VERSION &&
    ["GET", "POST"].includes(request.method) &&
    Object.hasOwn(actions, action);
  return known ? action : undefined;
}

/** Parameters of the query and of a form. */
function sentBy(request: WireRequest): Sent {
  const isForm = (request.headers["content-type"] ?? "").toLowerCase().startsWith("application/x-www-form-urlencoded");
  return new Map([...request.query, ...(isForm ? new URLSearchParams(request.body.toString("utf8")) : [])]);
}

function resultOf(request: WireRequest, context: ServiceContext): Result {
  const run = actions[actionOf(request) ?? ""];
  if (run === undefined)
    throw gatewayError("InvalidActionOrVersion", "Could not find operation for the action and version of the request");
  return run(sentBy(request), context, () => authenticate(request, "sts", context));
}

/** Volcengine Security Token Service, version 2018-01-01. Source: documentation 6257, "AssumeRole", "AssumeRoleWithOIDC". */
export const volcengineSts: EmulatedService = {
  name: "volcengine-sts",
  claims: (request) =>
    request.path === "/" &&
    !("x-acs-version" in request.headers) &&
    (request.query.get("Version") === VERSION || volcengineScope(request) === "sts"),
  operation: actionOf,
  writes: () => false,
  handle: (request, context) => answer("sts", request, context, () => resultOf(request, context)),
  faultAnswer(fault, request, retryAfterSeconds) {
    const refusals = {
      throttle: gatewayError("FlowLimitExceeded", "The request was rejected because the flow limit was exceeded"),
      "server-error": new Refusal(500, "InternalError", 180009, "Unknown internal error: injected by the emulator"),
      "expired-credentials": keyExpired(),
      forbidden: accessDenied(),
      quota: new Refusal(429, "QuotaExceeded", 180008, "The quota is exceeded"),
      concurrent: new Refusal(500, "InternalError", 180009, "Unknown internal error: injected by the emulator"),
    };
    return refuseInjected(refusals[fault], "sts", request, retryAfterSeconds);
  },
};
