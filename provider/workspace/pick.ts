import type { Fields } from "../user";
import { fields } from "./fields";
import type { ListedUser } from "./observe";

/** Among users of one name, the one that a declaration means: of its domain where it names one, else the first. */
export function pick(candidates: readonly ListedUser[], user: Fields): ListedUser | undefined {
  const { domain } = user;
  return domain === undefined ? candidates[0] : candidates.find((candidate) => fields.domain.same?.(domain, candidate.fields["domain"]));
}
