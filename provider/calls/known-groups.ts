import { MADE_HERE } from "../model/category";
import { asRollcallError, RollcallError } from "../model/error";
import type { KindCalls } from "../model/kind-calls";
import type { Fields, Observed } from "../model/values";

/** A listing older than this is fetched again. In milliseconds. */
const FRESH_MS = 30_000;

/** The groups of a directory, listed once for a run, so that a wrong one is refused before anybody is created for it. */
export class KnownGroups {
  private listing: { readonly at: number; readonly groups: Promise<ReadonlyMap<string, Observed>> } | undefined;

  /**
   * @param calls those of the groups
   * @param place whose groups, such as an instance's
   */
  constructor(
    private readonly calls: KindCalls,
    private readonly now: () => number,
    private readonly place: Fields = {},
  ) {}

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
      const group = groups.get(id) ?? (await this.look(id));
      if (group === undefined)
        throw refused(
          `${field}: there is no group ${JSON.stringify(id)}`,
          `Correct ${field}: it takes ids of groups that exist. ${MADE_HERE}`,
        );
      if (group.isAutomatic === true)
        throw refused(
          `${field}: the group ${JSON.stringify(group.ref.key)} (${id}) is automatic: the service itself decides who is in it`,
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
    return new Set([...(groups?.values() ?? [])].filter((group) => group.isAutomatic).map(({ ref }) => ref.id));
  }

  private look(id: string): Promise<Observed | undefined> {
    return this.calls.read({ id, key: "" }, new Set(), { sweep: false, user: this.place });
  }

  private async list(): Promise<ReadonlyMap<string, Observed>> {
    const groups = new Map<string, Observed>();
    for await (const group of this.calls.list(this.place)) groups.set(group.ref.id, group);
    return groups;
  }

  private async known(): Promise<ReadonlyMap<string, Observed> | undefined> {
    if (this.listing === undefined || this.now() - this.listing.at >= FRESH_MS) {
      const groups = this.list();
      this.listing = { at: this.now(), groups };
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
