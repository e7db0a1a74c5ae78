import type { Seeker } from "../cloud";
import { firstSet } from "../environment-keys";
import { fixed, type Source } from "../source";

/** An IAM token in the environment: Rollcall's own variable, or Terraform's. */
export function environmentToken({ settings }: Seeker): Source | undefined {
  const found = firstSet(["HUAWEICLOUD_SDK_AUTH_TOKEN", "HW_AUTH_TOKEN", "OS_AUTH_TOKEN"], settings);
  return found === undefined
    ? undefined
    : fixed(`the token of the variable ${found.name}`, { kind: "token", token: found.value });
}
