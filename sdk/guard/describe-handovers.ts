import type { Directory } from "../../provider/directory";
import { type Handover, placeOf } from "./handovers";

const SHOWN = 10;

/**
 * Why a run must not go on because of values that pass from person to person; `undefined` when it may. Values are not shown: the
 * program may keep them secret.
 * @param circle handovers of people who wait for each other
 */
export function handoverObjection(vain: readonly Handover[], circle: readonly Handover[], directories: Readonly<Record<string, Directory>>): string | undefined {
  const lines = [
    ...vain.flatMap((handover) => ("never" in handover.free ? [`${taking(handover, directories)}: ${handover.free.never}. ${handover.free.remedy}`] : [])),
    ...(circle.length === 0 ? [] : [exchange(circle, directories)]),
  ];
  if (lines.length === 0) return undefined;
  const rest = lines.length > SHOWN ? [`  and ${lines.length - SHOWN} more`] : [];
  return ["Rollcall stops this run; nothing was created or changed. A value that only one person may have would pass to somebody while another still has it:", ...lines.slice(0, SHOWN).map((line) => `  ${line}`), ...rest].join("\n");
}

function taking({ field, from, to }: Handover, directories: Readonly<Record<string, Directory>>): string {
  const key = String(to.fields[directories[to.directory]?.naturalKey ?? ""] ?? placeOf(to));
  return `${to.directory} user ${key} takes ${field} from ${from.key}`;
}

function exchange(circle: readonly Handover[], directories: Readonly<Record<string, Directory>>): string {
  const [first] = circle;
  const way = first === undefined ? "" : ` Declare a free ${first.field} for ${first.from.key} first, or "" where it can be cleared, and run pulumi up; then make this change.`;
  return `${circle.map((handover) => taking(handover, directories)).join(", ")}: they wait for each other. A set of users does this in one run (docs/user-set.md).${way}`;
}
