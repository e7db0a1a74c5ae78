import type { Account } from "./account";
import type { Catalogue } from "./catalogue";
import type { CloudName } from "./credentials";
import type { ErrorRow } from "./error-table";
import type { Classify, Service } from "./service";
import type { VendorSetting } from "./setting";

/** What a directory can do for a declared capability, and why not where it cannot: rows of the capability matrix. */
export type Capability =
  "batch-create" | "batch-delete" | "disable" | "rename" | "change-password" | "groups" | "units" | "read-all-fields";

/** What holds for a directory as a whole, whichever of its kinds is meant. */
export interface DirectoryFacts {
  /** Part of resource types and settings: lower-case letters. */
  readonly name: string;
  /** For people: `Alibaba Cloud EDS`. */
  readonly title: string;
  readonly capabilities: Readonly<Record<Capability, true | string>>;
  /** The exact permissions a run needs, with what each is for. `isInferred`: no page of the vendor names it; it is formed as those of its neighbours are. */
  readonly permissions: readonly { readonly action: string; readonly why: string; readonly isInferred?: true }[];
  /** The service's public endpoint in a region, and the region when none is configured. */
  endpoint(region: string): string;
  readonly defaultRegion: string;
  /** Whose keys open it. */
  readonly cloud: CloudName;
  /** Settings that it has beside those of all directories, by key. */
  readonly settings?: Readonly<Record<string, VendorSetting>>;
  /** Vendor codes by what they mean; also a table of the docs. */
  readonly errors: readonly ErrorRow[];
  readonly classify: Classify;
  /** Opens what the directory calls by name. */
  catalogue(account: Account, service: Service): Catalogue;
}
