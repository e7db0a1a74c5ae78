import { join } from "node:path";
import type { Seeker } from "../cloud";
import { homeOf, parseObject, readIfThere } from "../files";
import { Profile } from "../profile";
import { fixed, type Source } from "../source";

const WHAT = "the old credentials file";

/** The two keys in the oldest SDKs' `~/.volc/config`. */
export function oldConfigFile({ settings, world }: Seeker): Source | undefined {
  const path = join(homeOf(settings, world), ".volc", "config");
  const text = readIfThere(world, path, WHAT);
  if (text === undefined || text.trim() === "") return undefined;
  const file = new Profile(parseObject(text, path, WHAT), `${WHAT} ${path}`);
  return fixed(file.title, {
    kind: "keys",
    accessKeyId: file.need("VOLC_ACCESSKEY"),
    accessKeySecret: file.need("VOLC_SECRETKEY"),
  });
}
