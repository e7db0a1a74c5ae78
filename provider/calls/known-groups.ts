import type { NamedGroup } from "../model/catalogue";
import { asRollcallError, RollcallError } from "../model/error";
import { MADE_HERE } from "../model/category";

/** What must be known of a group before somebody joins it. */
type KnownGroup = Pick<NamedGroup, "id" | "name" | "automatic">;

/** A listing older than this is fetched again. In milliseconds. */
const FRESH_MS = 30_000;

/** How a directory tells of its groups. */
export interface GroupSource {
  /** Every group, in as few calls as the service allows. */
  all(): Promise<readonly KnownGroup[]>;
  /** One group, freshly; `undefined` when there is none of that id. */
  one(id: string): Promise<KnownGroup | undefined>;
  now(): number;
}

/** The groups of a directory, listed once for a run, so that a wrong one is refused before anybody is created for it. */
export class KnownGroups {
  private listing: { readonly at: number; readonly groups: Promise<ReadonlyMap<string, KnownGroup>> } | undefined;

  constructor(private readonly source: GroupSource) {}

  /**
   * Checks that people can be put into these groups. A key that may not list groups learns it from the service itself.
   * @param field that declares the groups, for the error
   * @throws RollcallError naming the first group that does not exist or that the service fills itself
   */
  async require(ids: readonly string[], field: string): Promise<void> {
    if (ids.length === 0) return;
    const groups = await this.known();
    if (groups === undefined) return;
    for (const id of ids) {
      // A group that was made since the listing began is not in it.
      const group = groups.get(id) ?? (await this.source.one(id));
      if (group === undefined)
        throw refused(
          `${field}: there is no group ${JSON.stringify(id)}`,
          `Correct ${field}: it takes ids of groups that exist. ${MADE_HERE}`,
        );
      if (group.automatic)
        throw refused(
          `${field}: the group ${JSON.stringify(group.name)} (${id}) is automatic: the service itself decides who is in it`,
          `Remove it from ${field}.`,
        );
    }
  }

  /** The ids of all groups; none when the key may not list them. */
  async ids(): Promise<readonly string[]> {
    return [...((await this.known())?.keys() ?? [])];
  }

  /** The groups that the service fills itself. */
  async automatic(): Promise<ReadonlySet<string>> {
    const groups = await this.known();
    return new Set([...(groups?.values() ?? [])].filter((group) => group.automatic).map(({ id }) => id));
  }

  private async known(): Promise<ReadonlyMap<string, KnownGroup> | undefined> {
    const { source } = this;
    if (this.listing === undefined || source.now() - this.listing.at >= FRESH_MS) {
      const groups = source.all().then((all) => new Map(all.map((group) => [group.id, group])));
      this.listing = { at: source.now(), groups };
      groups.catch(() => (this.listing = undefined));
    }
    try {
      return await this.listing.groups;
    } catch (error) {
      if (asRollcallError(error).category === "forbidden") return undefined;
      throw error;
    }
  }
}

function refused(summary: string, remedy: string): RollcallError {
  return new RollcallError({ code: "ERR_INVALID_USER", category: "invalid", summary, remedy });
}
