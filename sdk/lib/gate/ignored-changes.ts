import { grouped } from "../../../provider/model/kept";
import { type Fields, isList, type Json } from "../../../provider/model/values";
import { stepsOf } from "../../../provider/pulumi/member-text";
import { isAmong } from "./departures";
import type { ManagedUser } from "../run/managed-users";
import type { Pending } from "./pending";

type Watched = Pick<Pending, "kind" | "many" | "name" | "places" | "opts">;

/**
 * What the engine hands to the provider of a resource that it has already: with the option `ignoreChanges`, the former values. What the program
 * writes there changes nobody, so that nobody is to be judged by it, and what it takes no notice of stays taken.
 * @param fields as the program declares them
 * @param named the users of the last state by the names of their resources
 */
export function withIgnored(
  declared: Watched,
  fields: Fields,
  named: (resource: string) => readonly ManagedUser[],
): Fields {
  const { kind, many, name, places, opts } = declared;
  const paths = (opts.ignoreChanges ?? []).map(stepsOf);
  if (paths.length === 0) return fields;
  const parents = places.parents();
  const former = [name, ...places.aliases]
    .flatMap((one) => named(one))
    .filter((user) => user.kind === kind && (user.member !== undefined) === many && isAmong(user.parents, parents));
  const [first] = former;
  if (first === undefined) return fields;
  const users = Object.fromEntries(former.map((user) => [user.member ?? user.resource, user.declared]));
  const before: Fields = many ? { users } : first.declared;
  return paths.reduce((kept, path) => withFormer(kept, before, path), fields);
}

/** An object with the value that another has at a path; what only one of them has below a field stays as it is. */
function withFormer(now: Fields, before: Fields, [step = "", ...below]: readonly string[]): Fields {
  if (step === "*") return before;
  const { [step]: value, ...rest } = now;
  const former = before[step];
  if (below.length === 0) return former === undefined ? rest : { ...rest, [step]: former };
  return isTree(value) && isTree(former) ? { ...rest, [step]: withFormer(value, former, below) } : now;
}

function isTree(value: Json | undefined): value is Fields {
  return typeof value === "object" && value !== null && !isList(value);
}

/** The users of a state by the names of their resources; grouped once for a state, since everybody may ask. */
export function byResource(): (users: readonly ManagedUser[], resource: string) => readonly ManagedUser[] {
  let last:
    { readonly users: readonly ManagedUser[]; readonly named: ReadonlyMap<string, readonly ManagedUser[]> } | undefined;
  return (users, resource) => {
    if (last?.users !== users) last = { users, named: grouped(users, (user) => [user.resource]) };
    return last.named.get(resource) ?? [];
  };
}
