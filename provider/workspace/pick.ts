import { RollcallError } from "../errors/error";
import type { Fields } from "../user";
import { fields } from "./fields";
import type { ListedUser } from "./observe";

/**
 * Among users of one name, the one that a declaration means: of its domain where it names one, else the only one.
 * @throws RollcallError naming all of them when the declaration leaves open which is meant.
 */
export function pick(candidates: readonly ListedUser[], user: Fields): ListedUser | undefined {
  const { domain } = user;
  if (domain !== undefined) return candidates.find((candidate) => fields.domain.same?.(domain, candidate.fields["domain"]));
  const [only, ...others] = candidates;
  if (only === undefined || others.length === 0) return only;
  throw new RollcallError({
    code: "ERR_ALREADY_EXISTS",
    category: "invalid",
    summary: `several users have this name: ${candidates.map(({ ref, fields: { domain: home } }) => `${ref.id} (${home === undefined ? "no domain told" : `domain ${String(home)}`})`).join(", ")}`,
    remedy: "Declare the domain of the one who is meant.",
    user: only.ref.key,
  });
}
