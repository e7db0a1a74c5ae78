import type { ManagedUser } from "./managed-users";

/** A person whose key the program now writes in another case, under a resource that is new. */
export interface Respelled {
  readonly from: ManagedUser;
  /** The key as it is written now. */
  readonly key: string;
  /** The resource that has it now. */
  readonly to: string;
  /** Whether the directory renames accounts, so that the new spelling can be kept. */
  readonly renames: boolean;
}

/** People named before the rest is counted. */
const SHOWN = 10;

/** Why a run must not go on that would create these people again and end their accounts, and the ways out. */
export function describeRespelled(people: readonly Respelled[]): string {
  const lines = people
    .slice(0, SHOWN)
    .map(
      ({ from, key }) =>
        `  ${from.kind.directory.name} ${from.kind.noun} ${from.key} (resource ${from.resource}) is now written ${key}`,
    );
  const rest = people.length > SHOWN ? [`  and ${people.length - SHOWN} more`] : [];
  const renamed = people.find(({ renames }) => renames);
  const alias = renamed === undefined ? "" : `[{ name: ${JSON.stringify(renamed.from.resource)} }]`;
  const rename =
    renamed === undefined
      ? ""
      : ` To rename the account of ${renamed.from.key}, tell Pulumi for one run what its resource was before: { aliases: ${alias} }, in a roster aliases: (name) => name === ${JSON.stringify(renamed.to)} ? ${alias} : [].`;
  return [
    `Rollcall stops this run; nothing was created or changed. The key of ${people.length === 1 ? "1 user" : `${people.length} users`} changes only in case, and Pulumi would create one account for the new spelling and delete the one of the former:`,
    ...lines,
    ...rest,
    `  Write the key as before.${rename}`,
  ].join("\n");
}
