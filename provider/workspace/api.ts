import { asksForAll, type AskedPage, lacksEntries } from "../calls/counted-list";
import { type Answer, NoAnswer, type Service } from "../model/service";
import { configError, RollcallError } from "../model/error";
import type { Account } from "../model/account";
import { type Bag, record } from "../model/values";
import { huaweiCall } from "../vendors/huawei";
import type { Query } from "../vendors/signing";

/** The Workspace operations of one project; paths are below `/v2/{project_id}`. */
export interface Rest {
  /** A read whose answer must hold `member`: without it the answer says nothing about any user and counts as none. */
  read(operation: string, path: readonly string[], member: string, query?: Query): Promise<Bag>;
  /** A write. `effect` says whether it may be sent twice; `watch` sees every answer before it is judged. */
  write(
    operation: string,
    effect: "repeatable" | "once",
    method: "POST" | "PUT",
    path: readonly string[],
    body: unknown,
    watch?: (answer: Answer) => void,
  ): Promise<void>;
}

/**
 * Opens the Workspace API of the account's project.
 * @throws RollcallError ERR_CONFIG when no project is configured.
 */
export function openRest(account: Account, service: Service): Rest {
  const { projectId } = account.own;
  if (projectId === undefined) {
    throw configError(
      "Huawei Cloud Workspace needs a project: rollcall:projectId is not set.",
      "Set rollcall:projectId or HUAWEICLOUD_SDK_PROJECT_ID to the id of the project in the region (console: My Credentials), or pass an Account.",
    );
  }
  const at = { ...account, projectId };
  const below = (path: readonly string[]): readonly string[] => {
    // No id has these, and in a path they would make another call of it, however they are written.
    const other = path.find((segment) => /[/\\]|^\.{1,2}$/.test(segment));
    if (other !== undefined)
      throw new RollcallError({
        code: "ERR_INVALID_USER",
        category: "invalid",
        summary: `Huawei Cloud Workspace has no id ${JSON.stringify(other)}`,
        remedy: "Write the id that the console shows.",
      });
    return ["v2", projectId, ...path];
  };
  return {
    async read(operation, path, member, query = {}) {
      const send = huaweiCall(at, { method: "GET", path: below(path), query });
      const asked = { before: Number(query["offset"] ?? 0), isWhole: asksForAll(query, PLACES) };
      const lacks = (answer: Bag): string | undefined => lacksMember(answer, member, asked);
      return record(await service.call({ operation, effect: "read", send, lacks }));
    },
    async write(operation, effect, method, path, body, watch) {
      const attempt = huaweiCall(at, { method, path: below(path), body });
      const send = async (timeoutMs: number): Promise<Answer> => {
        const answer = await attempt(timeoutMs);
        watch?.(answer);
        return served(answer);
      };
      await service.call({ operation, effect, send });
    },
  };
}

/**
 * The gateway marks its answers with a request id; one that lost the mark is the service's if it names what it is about
 * (Workspace UpdateUserInfo) or says that there is nothing to say (204, BatchDeleteUser). What else somebody on the way says with
 * status 200, or leaves out, tells nothing of what the service did: a removal that it refused counted as done.
 */
function served(answer: Answer): Answer {
  const { status, headers, unreadable } = answer;
  const says = answer.body === undefined || unreadable !== undefined ? [] : Object.keys(record(answer.body));
  const isError = status < 200 || status >= 300 || says.includes("error_code") || unreadable !== undefined;
  if (isError || says.includes("id") || status === 204 || headers["x-request-id"] !== undefined) return answer;
  throw new NoAnswer("no-answer", "the answer did not come from the service");
}

/** Parameters that filter nothing. */
const PLACES = ["limit", "offset"];

/** A proxy's empty 200 must not read as "there are no users". An empty list may be left out where the count says 0. */
function lacksMember(answer: Bag, member: string, asked: AskedPage): string | undefined {
  const count = "total_count";
  if (answer[member] === undefined && answer[count] !== 0) return `the answer holds no ${member}`;
  return Object.hasOwn(answer, count) ? lacksEntries(answer, { member, count }, asked) : undefined;
}
