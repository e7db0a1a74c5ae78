import { checkCall, isPlain, kindOf } from "./declaration";
import { runError } from "../run/run-error";

const INSTEAD_OF_IMPORT =
  'a run takes over a user that exists and agrees with the file (onExisting: "adopt" among the defaults brings others in line), and rollcall import writes roster and import file for a whole directory.';

/**
 * Refuses a roster that cannot be read because of how it was called.
 * @throws pulumi.RunError with one sentence that says what to write.
 */
export function checkRosterCall(name: unknown, args: unknown, opts: unknown): void {
  // `aliases` is the one argument that is a function; as for all other values, no field takes one.
  const { aliases, ...values } = isPlain(args) ? args : {};
  checkCall({
    what: "Roster",
    name,
    args: isPlain(args) ? values : args,
    opts,
    insteadOfImport: INSTEAD_OF_IMPORT,
    isComponent: true,
  });
  const { file, defaults } = values;
  const label = `Roster ${JSON.stringify(name)}`;
  if (typeof file !== "string" || file === "")
    throw runError(
      `${label}: file must be the path of the roster, not ${kindOf(file)}. It is read while the program runs, so it may not be an output.`,
    );
  if (defaults !== undefined && !isPlain(defaults))
    throw runError(
      `${label}: defaults must be an object with fields, not ${kindOf(defaults)}. Single fields may be outputs of other resources.`,
    );
  if (aliases !== undefined && typeof aliases !== "function")
    throw runError(
      `${label}: aliases must be a function from a child's name to its aliases, such as () => [{ name: "…" }], not ${kindOf(aliases)}.`,
    );
}
