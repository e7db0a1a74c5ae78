import { records, text } from "../../model/values";
import type { Rest } from "../api";

/** Most groups of one page, also the default (Workspace ListUserGroups). */
const PAGE_SIZE = 100;

/** Ids of user groups by name, listed once per run, and again when a user is in a group that the list does not have. */
export class UserGroups {
  private readonly ids = new Map<string, string>();
  /** Names that a listing did not have. They are not asked for again, or every user in such a group would cost a listing. */
  private readonly unlisted = new Set<string>();
  private loading: Promise<void> | undefined;

  constructor(private readonly rest: Rest) {}

  /** The ids behind group names; a group that ListUserGroups does not show has none. */
  async idsOf(names: readonly string[]): Promise<readonly string[]> {
    if (names.some((name) => !this.ids.has(name) && !this.unlisted.has(name))) {
      this.loading ??= this.load().finally(() => (this.loading = undefined));
      await this.loading;
      for (const name of names) if (!this.ids.has(name)) this.unlisted.add(name);
    }
    return names.flatMap((name) => this.ids.get(name) ?? []);
  }

  private async load(): Promise<void> {
    for (let offset = 0; ;) {
      const answer = await this.rest.read("ListUserGroups", ["groups"], "user_groups", { limit: PAGE_SIZE, offset });
      const groups = records(answer["user_groups"]);
      for (const group of groups) {
        const [name, id] = [text(group["name"]), text(group["id"])];
        if (name !== undefined && id !== undefined) this.ids.set(name, id);
      }
      offset += groups.length;
      if (groups.length === 0 || offset >= Number(text(answer["total_count"]) ?? Number.POSITIVE_INFINITY)) return;
    }
  }
}
