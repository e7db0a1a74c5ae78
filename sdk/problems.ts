import type { Directory } from "../provider/directory";
import { RollcallError } from "../provider/errors/error";
import { describeViolation, validateUser } from "../provider/lifecycle/validate";
import type { Fields } from "../provider/user";
import type { Settings } from "../provider/host/settings";

/** A user as the sdk validates it: unknown values stand as the engine's sentinel. */
export interface Candidate {
  readonly directory: Directory;
  /** For texts: `eds:User "alice"`. */
  readonly label: string;
  readonly fields: Fields;
  /** Belongs to the stack's default account, so that equal names mean the same account. */
  readonly ofDefaultAccount: boolean;
}

/** Why a user cannot be declared. */
export interface Problem {
  readonly label: string;
  readonly text: string;
}

/** Everything wrong with the declared users of a program, all at once. */
export function problemsOf(candidates: readonly Candidate[], settings: Settings): readonly Problem[] {
  return [
    ...(candidates.some(({ ofDefaultAccount }) => ofDefaultAccount) ? targetProblem(settings) : []),
    ...candidates.flatMap(({ directory, label, fields }) => validateUser(directory, fields).map((violation) => ({ label, text: describeViolation(violation) }))),
    ...duplicates(candidates),
  ];
}

function targetProblem(settings: Settings): readonly Problem[] {
  try {
    settings.target();
    return [];
  } catch (error) {
    if (error instanceof RollcallError) return [{ label: "configuration", text: error.message }];
    throw error;
  }
}

/** Two resources for one account would overwrite each other at every run. */
function duplicates(candidates: readonly Candidate[]): readonly Problem[] {
  const seen = new Map<string, Candidate>();
  return candidates.flatMap((candidate) => {
    const { directory, label, fields, ofDefaultAccount } = candidate;
    const key = fields[directory.naturalKey];
    if (!ofDefaultAccount || key === undefined) return [];
    const place = JSON.stringify([directory.name, key, ...directory.parentFields.map((field) => fields[field] ?? null)]);
    const other = seen.get(place);
    seen.set(place, candidate);
    return other === undefined ? [] : [{ label, text: `${directory.naturalKey} ${JSON.stringify(key)} is declared already by ${other.label}. Remove one of the two.` }];
  });
}
