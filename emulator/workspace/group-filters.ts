import { invalid } from "./errors";
import { mainDomain } from "./furnish";
import type { StoredGroup } from "./records";

const PLATFORM_TYPES = ["AD", "LOCAL", "UOS"];

/** Filters of "Querying User Groups"; an empty value filters nothing, and `platform_type` may stand there more than once. */
export function groupFilters(query: URLSearchParams): ((group: StoredGroup) => boolean)[] {
  const filters: ((group: StoredGroup) => boolean)[] = [];
  const keyword = query.get("keyword") ?? "";
  if (keyword !== "") filters.push((group) => group.name.toLowerCase().includes(keyword.toLowerCase()));
  const domain = query.get("domain") ?? "";
  if (domain !== "") filters.push(() => domain === mainDomain);
  const types = query.getAll("platform_type").filter((type) => type !== "");
  const unknown = types.find((type) => !PLATFORM_TYPES.includes(type));
  if (unknown !== undefined) throw invalid(`platform_type must be one of ${PLATFORM_TYPES.join(", ")}`);
  if (types.length > 0) filters.push((group) => types.includes(group.platform_type));
  return filters;
}
