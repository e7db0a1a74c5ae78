import { shortLines } from "../../../provider/model/error";
import { type Kind, kindId } from "../../../provider/model/kind";
import { grouped } from "../../../provider/model/kept";
import type { Fields } from "../../../provider/model/values";
import type { DeclaredUser } from "./departures";
import { placeOf } from "./objection";
import type { ManagedUser } from "../run/managed-users";

/** What somebody takes along who gets another key. A name alone is that of many. */
const TAKEN_ALONG: ReadonlySet<string> = new Set(["email", "phone", "external-id"]);

/**
 * What to know of people who leave while somebody joins with their address, number or external id: of one person under another key the
 * account ends, with all that is in it. No reason to stop, since an address may also be that of a post. Values are not shown.
 * @param staying whoever stays: what one of them has as well, such as the number of a department, tells nobody again
 */
export function renamedWarning(
  leaving: readonly ManagedUser[],
  newcomers: readonly DeclaredUser[],
  staying: Iterable<DeclaredUser> = [],
): string | undefined {
  if (leaving.length === 0) return undefined;
  let known: ReadonlySet<string> | undefined;
  const isShared = (token: string): boolean => {
    // In large stacks hardly ever asked.
    known ??= new Set([...staying].flatMap(({ kind, fields }) => takenAlong(kind, fields).map((one) => one.token)));
    return known.has(token);
  };
  const joining = grouped(newcomers, ({ kind, fields }) => takenAlong(kind, fields).map(({ token }) => token));
  const found = leaving.flatMap((left) => {
    const same = takenAlong(left.kind, left.declared).filter(({ token }) => joining.has(token) && !isShared(token));
    const [first] = same;
    const [to] = first === undefined ? [] : (joining.get(first.token) ?? []);
    return to === undefined ? [] : [{ left, to, fields: same.map(({ field }) => field) }];
  });
  if (found.length === 0) return undefined;
  const lines = found.map(({ left: { kind, key, hidden, resource }, to, fields }) => {
    const now = String(to.fields[to.kind.naturalKey] ?? placeOf(to));
    return `${kind.directory.name} ${kind.noun} ${hidden === true ? resource : key} leaves, ${now} joins with the same ${fields.join(" and ")}`;
  });
  const [are, their] =
    found.length === 1 ? ["1 user seems", "the account"] : [`${found.length} users seem`, "the accounts"];
  const renamed = found.find(
    ({ left: { kind, member } }) => member === undefined && kind.fields[kind.naturalKey]?.change.kind === "in-place",
  );
  const alias =
    renamed === undefined
      ? ""
      : `; or rename the account: tell Pulumi what the resource was before, as in { aliases: [{ name: ${JSON.stringify(renamed.left.resource)} }] }`;
  return [
    `${are} to get another key: ${their} of the former one will be deleted, with all that is in it, and another one made:`,
    ...shortLines(lines),
    `  If it is the same person, write the key as before${alias}.`,
  ].join("\n");
}

function takenAlong(kind: Kind, fields: Fields): readonly { readonly field: string; readonly token: string }[] {
  return Object.entries(kind.fields).flatMap(([field, { means }]) => {
    const value = fields[field];
    if (!TAKEN_ALONG.has(means) || typeof value !== "string" || value === "") return [];
    const bare = means === "phone" ? value.replace(/\D/g, "") : value.normalize("NFC").toLowerCase();
    return [{ field, token: JSON.stringify([kindId(kind), field, bare]) }];
  });
}
