import { settingTable } from "../../provider/config/setting-table";
import { environmentName } from "../../provider/config/settings";
import { directories } from "../../provider/directories";
import type { Directory } from "../../provider/model/kind";
import { packageVersion } from "../written-schema";
import { components } from "./components";
import { directoryResources } from "./resources";
import { ANY, type NamedType, type NamedTypes, type PropertySpec } from "./type-spec";

/** The text of the file beside the executable. */
export function schemaText(): string {
  return `${JSON.stringify(packageSchema(Object.values(directories), packageVersion()), null, 2)}\n`;
}

/** The versions of Pulumi's libraries that generated packages ask for: the oldest with everything that Rollcall needs. */
const OLDEST_NODE = "^3.216.0";
const OLDEST_PYTHON = ">=3.68.0,<4.0.0";

/**
 * The whole package as Pulumi's schema: what hosts of YAML check programs against, and what packages for other languages are
 * generated from. Resources and settings come from the tables that also make checks and docs.
 */
export function packageSchema(directories: readonly Directory[], version: string): object {
  const named: NamedTypes = new Map<string, NamedType>();
  const resources = Object.assign({}, ...directories.map((directory) => directoryResources(directory, named)));
  const variables = settingProperties(directories);
  return {
    name: "rollcall",
    displayName: "Rollcall",
    version,
    description:
      "Users as code for Alibaba Cloud EDS and IDaaS EIAM, Huawei Cloud Workspace and Volcengine CloudIdentity.",
    keywords: ["pulumi", "category/infrastructure", "kind/native", "users", "identity"],
    license: "Apache-2.0",
    publisher: "Rollcall",
    language: {
      nodejs: {
        packageName: "rollcall-sdk",
        respectSchemaVersion: true,
        dependencies: { "@pulumi/pulumi": OLDEST_NODE },
      },
      // Without a path of its own the generator takes example.com. Nothing is fetched from it: `package add` writes a replacement.
      go: { importBasePath: "rollcall.dev/sdk/go/rollcall", respectSchemaVersion: true },
      // Without it the project names a file version.txt that the generator does not write.
      csharp: { respectSchemaVersion: true },
      python: {
        packageName: "pulumi_rollcall",
        respectSchemaVersion: true,
        pyproject: { enabled: true },
        requires: { pulumi: OLDEST_PYTHON },
      },
    },
    config: { variables },
    provider: {
      description: "One account, region or instance of a cloud. What is left open comes from the environment.",
      inputProperties: variables,
    },
    resources: { ...resources, ...components(named) },
    types: Object.fromEntries([...named].sort(([one], [other]) => (one < other ? -1 : 1))),
  };
}

function settingProperties(directories: readonly Directory[]): Readonly<Record<string, PropertySpec>> {
  return Object.fromEntries(
    Object.entries(settingTable(directories)).map(([key, { about, secret, structured }]) => [
      key,
      {
        ...(structured === true ? { type: "object", additionalProperties: ANY } : { type: "string" }),
        description: `${about} Environment: ${environmentName(key)}.`,
        ...(secret === true && { secret }),
      },
    ]),
  );
}
