import { shortRow } from "../model/error";
import { grouped } from "../model/kept";
import { type Kind, thingOf } from "../model/kind";
import { type Fields, text } from "../model/values";
import type { Context } from "./context";

/** Somebody whose management ends, with what state says is declared. */
export interface Parting {
  readonly kind: Kind;
  readonly key: string;
  readonly declared: Fields;
}

/**
 * Whose account stays when they leave, a line for each kind and way: the engine says "deleted" of everybody. Long rows are cut, since
 * hundreds may leave at once.
 */
export function describeKept(leaving: readonly Parting[]): readonly string[] {
  const kept = grouped(
    leaving.filter(({ declared }) => !ends(declared)),
    ({ kind, declared }) => [`${kind.directory.name} ${kind.noun} ${String(declared["onDelete"])}`],
  );
  return [...kept.values()].map((people) => {
    const [{ kind, declared }] = people;
    const [s, stay] = people.length === 1 ? ["", "stays"] : ["s", "stay"];
    const shut = declared["onDelete"] === "disable" ? ", disabled" : "";
    const keys = shortRow(people.map(({ key }) => key));
    return `${kind.directory.name} ${kind.noun}${s} ${keys}: the ${thingOf(kind)}${s} ${stay} on the cloud${shut} (onDelete: ${JSON.stringify(declared["onDelete"])})`;
  });
}

/** Whether the account of somebody who leaves ends, by what is declared. */
export function ends(declared: Fields): boolean {
  return (declared["onDelete"] ?? "delete") === "delete";
}

/** So many resources of a run have a line each. */
const TOLD = 10;

/** Tells of accounts that stay while resources are deleted one by one. One object serves a run of the engine. */
export class KeptAccounts {
  private told = 0;

  /**
   * A resource has been deleted.
   * @param people whom it had, by id
   */
  tell(
    { kind, claims, say }: Pick<Context, "kind" | "claims" | "say">,
    people: readonly { readonly id: string; readonly fields: Fields }[],
  ): void {
    const leaving = people
      .filter(({ id }) => !claims.holds(id))
      .map(({ id, fields }) => ({ kind, key: text(fields[kind.naturalKey]) ?? id, declared: fields }));
    const lines = describeKept(leaving);
    if (lines.length === 0 || this.told > TOLD) return;
    this.told++;
    if (this.told <= TOLD) for (const line of lines) say(line);
    else say("further accounts stay by onDelete and are not named");
  }
}
