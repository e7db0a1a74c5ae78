import { directories } from "../../../provider/directories";
import type { Directory } from "../../../provider/model/kind";
import { departures, type DeclaredUser } from "../../../sdk/lib/gate/departures";
import type { ManagedUser } from "../../../sdk/lib/run/managed-users";
import { objection } from "../../../sdk/lib/gate/objection";

const limits = { maxDeletes: 10, maxDeleteShare: 0.2, allowed: undefined };

/** What stops a run in which the key of somebody changes its case, between a resource of its own and a member of a set. */
function refusal(kind: ManagedUser["kind"], from: string | undefined, to: string | undefined): string {
  const of = (key: string, member?: string): Pick<DeclaredUser, "kind" | "resource" | "member"> => ({
    kind,
    resource: member === undefined ? key : "team",
    ...(member !== undefined && { member }),
  });
  const before: ManagedUser = { ...of("Ann", from), key: "Ann", declared: { [kind.naturalKey]: "Ann" } };
  const now: DeclaredUser = { ...of("ann", to), aliases: [], fields: { [kind.naturalKey]: "ann" } };
  return objection(departures([before], [now], new Map()), limits) ?? "";
}

test.each(Object.values<Directory>(directories))(
  "$name: an alias is named only where it keeps somebody whose key changes its case",
  ({ name, kinds }) => {
    const renames = name === "eiam" || name === "cloudidentity";
    for (const [from, to] of [
      [undefined, undefined],
      ["Ann", undefined],
      [undefined, "ann"],
      ["Ann", "ann"],
    ]) {
      const text = refusal(kinds.User, from, to);
      expect(text).toContain("is now written ann");
      expect(text.includes("aliases")).toBe(renames && from === undefined && to === undefined);
    }
  },
);
