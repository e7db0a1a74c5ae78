import { kindPlaceOf } from "../../../provider/lifecycle/many/members";
import { shortLines } from "../../../provider/model/error";
import { isPluginType, readUrn } from "../../../provider/pulumi/names";
import type { ManagedUser } from "../run/managed-users";
import type { DeclaredUser } from "./departures";
import { doneBefore } from "./objection";

/**
 * Whom state has as resources of the plugin while the program declares them as dynamic resources: to Pulumi these are two, of two
 * providers, and once the new one has taken the account over, the plugin is asked to end it.
 */
export function underOtherHost(before: readonly ManagedUser[], now: Iterable<DeclaredUser>): readonly ManagedUser[] {
  const ofPlugin = before.filter(
    ({ urn, declared }) =>
      urn !== undefined && isPluginType(readUrn(urn).types.at(-1) ?? "") && declared["onDelete"] !== "retain",
  );
  if (ofPlugin.length === 0) return [];
  const places = new Set<string>();
  for (const { kind, fields, wasOfPlugin } of now) if (wasOfPlugin !== true) places.add(kindPlaceOf(kind, fields));
  return ofPlugin.filter(({ kind, declared }) => places.has(kindPlaceOf(kind, declared)));
}

/** Why a run must not go on that would end their accounts; `undefined` where there are none. */
export function otherHostObjection(users: readonly ManagedUser[], underway: boolean): string | undefined {
  if (users.length === 0) return undefined;
  const lines = users.map(({ kind, key, hidden, resource }) =>
    [kind.directory.name, kind.noun, ...(hidden === true ? [] : [key]), `(resource ${resource})`].join(" "),
  );
  return [
    `Rollcall stops this run${doneBefore(underway)}. The stack has ${users.length} of what the program declares as ${users.length === 1 ? "a resource" : "resources"} of the plugin, and the program uses dynamic resources: Pulumi would create those and then have the plugin end the very accounts that they took over:`,
    ...shortLines(lines),
    "  Rewrite the state before the first run of the new program: pulumi stack export --file before.json, rollcall convert before.json --to dynamic --out after.json, pulumi stack import --file after.json (docs/plugin.md). Where a move to the plugin has failed half-way, finish it with the plugin's program first.",
  ].join("\n");
}
