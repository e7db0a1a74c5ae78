import { type Kind, kindId } from "../../provider/model/kind";
import { toOutputs } from "../../provider/lifecycle/outputs";
import { newSet } from "../../provider/lifecycle/many/members";
import { outputsOf } from "../../provider/lifecycle/many/state";
import { defined, type Fields, type Observed } from "../../provider/model/values";
import { placesOf } from "../../provider/pulumi/text-sets";
import { writeSet } from "../../provider/pulumi/set-form";
import type { ImportedGroup } from "./groups";
import { providerText, ROSTER_TYPE, setProviderText, setTypeOf, typeOf } from "../../provider/pulumi/names";

/** A user of the cloud and what the program declares of it. */
export interface ImportedUser {
  /** Name of the resource, or in the set. */
  readonly name: string;
  readonly user: Observed;
  readonly fields: Fields;
}

/**
 * One resource of the file that `pulumi import --file` takes (pulumi, `pkg/cmd/pulumi/operations/import.go`, importSpec). With
 * `outputs` the engine takes the resource into state as it stands and asks no provider; CLI 3.254.0 or newer.
 */
export type ImportSpec =
  | { readonly type: string; readonly name: string; readonly component: true }
  | {
      readonly type: string;
      /** Unique in the file; also the resource's name unless `logicalName` says another. */
      readonly name: string;
      readonly logicalName?: string;
      readonly id: string;
      readonly parent?: string;
      readonly inputs: Fields;
      readonly outputs: Fields;
    };

/** Users as resources of their own. */
export function userSpecs(kind: Kind, users: readonly ImportedUser[], parent?: string): readonly ImportSpec[] {
  return users.map(({ name, user, fields }) => ({ ...defined({ name, parent }), ...resource(kind, user, fields) }));
}

/** Groups and units as resources of their own. Users may have the same names, so each stands in the file with its kind in front. */
export function groupSpecs(groups: readonly ImportedGroup[]): readonly ImportSpec[] {
  return groups.map(({ kind, name, object, fields }) => ({
    name: `${kindId(kind)} ${name}`,
    logicalName: name,
    ...resource(kind, object, fields),
  }));
}

function resource(kind: Kind, { ref, computed }: Observed, fields: Fields) {
  const text = { __provider: providerText(kind) };
  const outputs = { ...toOutputs(kind, ref, fields, computed, true), ...text };
  return { type: typeOf(kind), id: ref.id, inputs: { ...fields, ...text }, outputs };
}

/** The roster that users or a set are children of. */
export function rosterSpec(name: string): ImportSpec {
  return { type: ROSTER_TYPE, name, component: true };
}

/** Users as members of one set, which within a roster has the roster's name. `fields` leave out the natural key, which the member's name gives. */
export function setSpecs(
  kind: Kind,
  set: string,
  id: string,
  users: readonly ImportedUser[],
  parent?: string,
): readonly ImportSpec[] {
  const text = { __provider: setProviderText(kind) };
  const placeOf = placesOf(kind, {});
  const { members } = newSet(
    kind,
    {},
    users.map(({ name, fields }) => [name, fields]),
  );
  const managed = users.flatMap(({ name, user }) => {
    const member = members.get(name);
    return member === undefined
      ? []
      : [[name, { ...member, id: user.ref.id, adopted: true, computed: user.computed }] as const];
  });
  const outputs = outputsOf(kind, { shared: {}, members: new Map(managed), leaving: [] });
  const named = parent === set ? { name: `${set}-set`, logicalName: set, parent } : { name: set };
  return [
    {
      type: setTypeOf(kind),
      ...named,
      id,
      inputs: {
        ...writeSet({ users: Object.fromEntries(users.map(({ name, fields }) => [name, fields])) }, placeOf),
        ...text,
      },
      outputs: { ...writeSet(outputs, placeOf), ...text },
    },
  ];
}
