import type * as pulumi from "@pulumi/pulumi";
import type { DeclaredUser } from "./departures";
import type { Handover } from "./handovers";

/** Resolves when the engine has answered a resource's registration: in an update it has created or changed it by then. */
export function registered(resource: pulumi.Resource): Promise<void> {
  return new Promise((resolve) => void resource.urn.apply(() => resolve()));
}

/** In which order resources go. */
export interface Turns<R> {
  /** What each resource waits for. */
  readonly waits: ReadonlyMap<R, ReadonlySet<R>>;
  /** Handovers between resources that would never stop waiting for each other. */
  readonly circle: readonly Handover[];
}

/** Turns handovers between people into waiting between their resources. */
export function turnsOf<R>(moves: readonly Handover[], resourceOf: (user: DeclaredUser) => R | undefined): Turns<R> {
  const waits = new Map<R, Set<R>>();
  const edges = moves.flatMap((move) => {
    const [taker, giver] = [resourceOf(move.to), "after" in move.free ? resourceOf(move.free.after) : undefined];
    return taker === undefined || giver === undefined || taker === giver ? [] : [{ move, taker, giver }];
  });
  for (const { taker, giver } of edges) waits.set(taker, (waits.get(taker) ?? new Set<R>()).add(giver));
  const circle = edges.filter(({ taker, giver }) => reaches(waits, giver, taker)).map(({ move }) => move);
  return { waits, circle };
}

function reaches<R>(waits: ReadonlyMap<R, ReadonlySet<R>>, from: R, to: R): boolean {
  const seen = new Set<R>([from]);
  for (const at of seen) {
    if (at === to) return true;
    for (const next of waits.get(at) ?? []) seen.add(next);
  }
  return false;
}
