import { member } from "./untyped";
import { hexText, lowerText, type Random } from "./random";
import type { Identity } from "./service";

/** Access key ids start with it: no cloud issues such a key, so that nobody takes one for the other. */
const KEY_PREFIX = "emulator";

/** Makes the keys and parents of a new world. */
export function newIdentity(random: Random): Identity {
  return {
    accessKeyId: `${KEY_PREFIX}${lowerText(16, random)}`,
    accessKeySecret: lowerText(32, random),
    eiam: { instanceId: `idaas_${lowerText(26, random)}`, rootOrganizationalUnitId: `ou_${lowerText(26, random)}` },
    workspace: { projectId: hexText(32, random), authToken: `emulator-token-${lowerText(32, random)}` },
  };
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

/** Reads an identity back from parsed JSON; `undefined` when a part is missing or wrong, such as a cloud's own access key. */
export function parseIdentity(value: unknown): Identity | undefined {
  const accessKeyId = member(value, "accessKeyId");
  const accessKeySecret = member(value, "accessKeySecret");
  const instanceId = member(member(value, "eiam"), "instanceId");
  const rootOrganizationalUnitId = member(member(value, "eiam"), "rootOrganizationalUnitId");
  const projectId = member(member(value, "workspace"), "projectId");
  const authToken = member(member(value, "workspace"), "authToken");
  if (!isText(accessKeyId) || !accessKeyId.startsWith(KEY_PREFIX) || !isText(accessKeySecret) || !isText(instanceId))
    return undefined;
  if (!isText(rootOrganizationalUnitId) || !isText(projectId) || !isText(authToken)) return undefined;
  return {
    accessKeyId,
    accessKeySecret,
    eiam: { instanceId, rootOrganizationalUnitId },
    workspace: { projectId, authToken },
  };
}
