import { asRollcallError, RollcallError } from "../../errors/error";
import type { Context } from "../context";
import { readUser } from "../read";
import { commonRemedy, describeFailures } from "./failures";
import { type Managed, managed, propertiesOf, type SetState } from "./state";

/**
 * Reads every member of a set as the cloud has it. Members that are gone are left out, drifted fields have the cloud's values.
 * @throws RollcallError when anybody could not be looked at; nothing is concluded about the others then, and state keeps all.
 */
export async function readSet(context: Context, state: SetState): Promise<SetState> {
  const failures: RollcallError[] = [];
  const read = async (member: Managed): Promise<readonly (readonly [string, Managed])[]> => {
    try {
      const found = await readUser(context, member.id, propertiesOf(member));
      return found === undefined ? [] : [[member.name, managed(context.directory, member, found)]];
    } catch (error) {
      failures.push(asRollcallError(error).about(member.name));
      return [];
    }
  };
  const members = (await Promise.all([...state.members.values()].map(read))).flat();
  const [first] = failures;
  if (first === undefined) return { ...state, members: new Map(members) };
  throw new RollcallError({
    code: first.code,
    remedy: commonRemedy(failures, "Correct the cause and run again."),
    ...(first.category !== undefined && { category: first.category }),
    summary: `${failures.length} of ${state.members.size} users of the set could not be read, and nobody was changed in state:\n${describeFailures(failures).map((line) => `  ${line}\n`).join("")}`,
  });
}
