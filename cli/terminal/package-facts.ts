import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { record, text } from "../../provider/model/values";

/** What this package's own package.json says. */
export interface PackageFacts {
  readonly version: string;
  /** Oldest Node, e.g. `20`. */
  readonly node: string;
  /** Oldest Pulumi, e.g. `3.216.0`. */
  readonly pulumi: string;
}

/** Reads Rollcall's own package.json, which stands above the sources as well as above the compiled files. */
export function packageFacts(from: string = __dirname): PackageFacts {
  const file = join(from, "package.json");
  if (!existsSync(file)) return packageFacts(dirname(from));
  const facts = record(JSON.parse(readFileSync(file, "utf8")));
  return {
    version: text(facts["version"]) ?? "",
    node: oldest(record(facts["engines"])["node"]),
    pulumi: oldest(record(facts["peerDependencies"])["@pulumi/pulumi"]),
  };
}

function oldest(range: unknown): string {
  return (text(range) ?? "").replace(/^[^\d]*/, "");
}
