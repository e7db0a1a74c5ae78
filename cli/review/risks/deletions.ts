import type { DeletionLimits } from "../../../provider/config/limits";
import { type DeclaredUser, type Departures, departures } from "../../../sdk/lib/gate/departures";
import { objection } from "../../../sdk/lib/gate/objection";
import type { ManagedUser } from "../../../sdk/lib/run/managed-users";
import { type Risk, riskAbout } from "../../report/model";
import { joinTexts, say, type Text } from "../../report/text";
import { endsAccount, fateOf, keyIn, keyOf, type Movement, names, people } from "../movement";

const UNGUARDED =
  "The deletion guard did not stop this preview and will not stop the run before the first delete: does the program still import rollcall?";

/** What deletions are measured by. */
export interface DeletionFacts {
  readonly limits: DeletionLimits;
  /** Users that the preview counts as unchanged without listing them. */
  readonly unlisted: number;
  /** The guard has let this very preview pass, as it must when the program no longer loads Rollcall. */
  readonly unguarded: boolean;
}

/**
 * How many people the update deletes, measured by the deletion guard's own limits: past both of them the guard stops the run,
 * past one of them the number deserves a look.
 */
export function deletionRisks(
  movements: readonly Movement[],
  { limits, unlisted, unguarded }: DeletionFacts,
): readonly Risk[] {
  const gone = movements.filter(endsAccount);
  const managed = movements.filter(({ move }) => move !== "joins").length + unlisted;
  const counted: Departures = {
    managed,
    leaving: gone.filter(({ move }) => move === "leaves").map(managedUser),
    replaced: gone.filter(({ move }) => move === "replaced").map(managedUser),
    moved: [],
    respelled: [],
  };
  const beyond = gone.length > limits.maxDeletes || gone.length > limits.maxDeleteShare * managed;
  if (gone.length === 0 || !beyond) return [];
  const due = gone.filter(({ lastDay }) => lastDay !== undefined);
  const apart = due.length === 0 ? say`` : say` ${due.length} of them because their last day is over.`;
  const share = say`${gone.length} of ${managed} managed users would lose their account (${percent(gone.length / managed)}): ${byDirectory(movements, gone)}.${apart} The limits are ${limits.maxDeletes} users and ${percent(limits.maxDeleteShare)}.`;
  const stopped = objection(counted, limits) !== undefined;
  return [
    stopped
      ? {
          id: "too-many-deletions",
          level: "high",
          text: say`${share} ${unguarded ? UNGUARDED : say`The deletion guard stops this run; if it is meant, run once with ROLLCALL_ALLOW_DELETES=${gone.length}.`}`,
        }
      : { id: "deletions", level: "notice", text: share },
  ];
}

/** What the guard says when it stops a program: nobody has left in the preview then, and its numbers are all there is. */
const STOPPED = /it would delete (\d+) of (\d+) managed users \((\d+) %\)/;

/** The guard's own count, where it has ended the preview. */
export function stoppedRisks(errors: readonly string[]): readonly Risk[] {
  const [, number, managed, share] =
    errors.map((error) => STOPPED.exec(error) ?? []).find(({ length }) => length > 0) ?? [];
  if (number === undefined) return [];
  const count = `${number} of ${managed} managed users would lose their account (${share} %).`;
  return [
    {
      id: "too-many-deletions",
      level: "high",
      text: [
        `${count} The deletion guard stopped the preview, so that they are not shown below; a preview with ROLLCALL_ALLOW_DELETES=${number} shows them and deletes nobody. If it is meant, run once with that number.`,
      ],
    },
  ];
}

/** People whose resource got another name: the engine deletes their account after it has taken it over. */
export function movedRisks(movements: readonly Movement[]): readonly Risk[] {
  // Two secret keys may differ, whatever stands in their place.
  const before = movements.filter((movement) => keyIn(movement, movement.before) !== undefined).map(managedUser);
  const after = movements.filter(({ move }) => move !== "leaves").map(declaredUser);
  const { moved } = departures(before, after);
  const keys = new Set(moved.map(({ from }) => `${from.kind.directory.name} ${from.key}`));
  const found = movements.filter(
    (movement) => movement.move === "leaves" && keys.has(`${movement.kind.directory.name} ${keyOf(movement)}`),
  );
  const text = say`Still declared but under another resource name, so that the account would be deleted: ${names(found)}. Keep the name, or give the new resource its old one as an alias.`;
  return riskAbout(found, { id: "renamed-resource", level: "high", text });
}

/** People that the engine refuses to delete or replace. */
export function protectedRisks(movements: readonly Movement[]): readonly Risk[] {
  const found = movements.filter(({ move, protect }) => protect && (move === "leaves" || move === "replaced"));
  const text = say`Protected, so the update will fail instead of ending the account: ${names(found)}.`;
  return riskAbout(found, { id: "protected", level: "high", text });
}

/** People who get another account: most lose the one they have, and `onDelete` lets some keep it beside the new one. */
export function replacementRisks(movements: readonly Movement[]): readonly Risk[] {
  const found = movements.filter(({ move }) => move === "replaced");
  const [ending, staying] = [found.filter(endsAccount), found.filter((movement) => !endsAccount(movement))];
  return [
    ...riskAbout(ending, {
      id: "replacement",
      level: "high",
      text: say`Account deleted and created again for ${people(ending.length)}: ${names(ending)}.`,
    }),
    ...riskAbout(staying, {
      id: "replacement",
      level: "high",
      text: say`Another account, while the old one stays and nobody manages it, for ${people(staying.length)}: ${names(staying)}.`,
    }),
  ];
}

function managedUser(movement: Movement): ManagedUser {
  const { kind, formerResource, member, before } = movement;
  const declared = { ...before, onDelete: fateOf(movement) };
  return { kind, resource: formerResource, key: keyOf(movement), declared, ...(member !== undefined && { member }) };
}

function declaredUser({ kind, resource, formerResource, member, after }: Movement): DeclaredUser {
  return { kind, resource, aliases: [formerResource], fields: after, ...(member !== undefined && { member }) };
}

function byDirectory(movements: readonly Movement[], gone: readonly Movement[]): Text {
  const parts = [...new Set(gone.map(({ kind }) => kind))].map((kind) => {
    const there = movements.filter((movement) => movement.kind === kind && movement.move !== "joins");
    return say`${kind.directory.name} ${gone.filter((movement) => movement.kind === kind).length} of ${there.length}`;
  });
  return parts.length === 1 ? say`${names(gone)}` : joinTexts(parts, ", ");
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
