import type { Kind } from "../../../../provider/model/kind";
import type { Entry } from "../entry";
import { resolveColumn } from "../columns/headers";
import { visible } from "../cell/hygiene";

/** What a password is made of, and other values hardly are. */
const CLASSES = [/\p{Lu}/u, /\d/, /[^\p{L}\d]/u];

/**
 * A sentence about a person without what may be the person's password: where the cell for it is empty, it may stand in another one, as in a
 * row that was moved by a cell. The key is no secret.
 */
export function withoutShiftedSecret(text: string, { cells, blanks = [] }: Entry, kind: Kind): string {
  const secretAmong = (names: readonly { readonly name: string }[]): boolean =>
    names.some(({ name }) => kind.fields[resolveColumn(name, kind)?.field ?? ""]?.secret === true);
  if (!secretAmong(blanks) || secretAmong(cells)) return text;
  return cells
    .filter(({ name }) => resolveColumn(name, kind)?.field !== kind.naturalKey)
    .flatMap(({ raw }) => (typeof raw === "string" && mayBeSecret(raw.trim()) ? [raw.trim()] : []))
    .reduce((shown, raw) => shown.replaceAll(JSON.stringify(visible(raw)), "(not shown, it may be a password)"), text);
}

function mayBeSecret(text: string): boolean {
  return (
    text.length >= 8 &&
    /\p{Ll}/u.test(text) &&
    !/[\s@]/.test(text) &&
    CLASSES.filter((part) => part.test(text)).length >= 2
  );
}
