import { readFileSync } from "node:fs";
import { join } from "node:path";
import { installedAround } from "../provider/pulumi/layout";

/** The schema as the file beside the executable holds it: `npm run docs` makes it from the tables, which takes longer. */
export function writtenSchema(): string {
  return readFileSync(join(ownPackage().folder, "bin", "schema.json"), "utf8");
}

/** The version of this package, which is the plugin's. */
export function packageVersion(): string {
  return ownPackage().version;
}

function ownPackage(): { readonly folder: string; readonly version: string } {
  return installedAround(__filename, "rollcall") ?? { folder: join(__dirname, ".."), version: "" };
}
