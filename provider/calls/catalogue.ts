import type { Account } from "../model/account";
import type { Catalogue, NamedGroup, NamedUnit } from "../model/catalogue";
import { fieldThatMeans } from "../model/field";
import { type Directory, type KindSpec, kindsOf, parentsOf } from "../model/kind";
import type { Service } from "../model/service";
import { type Fields, type Observed, defined, text } from "../model/values";

/** Opens what a directory keeps beside users and calls by name: its kinds of groups and units, as their own calls list them. */
export function openCatalogue(directory: Directory, account: Account, service: Service): Catalogue {
  const { User, Group } = directory.kinds;
  const Unit = kindsOf(directory).find((kind) => kind !== User && kind !== Group);
  const [groups, units] = [Group?.connect(account, service), Unit?.connect(account, service)];
  const configured = parentsOf(User, defined(account.own));
  return {
    place: configured,
    async groups(place = {}) {
      const all: NamedGroup[] = [];
      if (Group !== undefined && groups !== undefined)
        for await (const one of groups.list(place)) all.push(namedGroup(Group, one, { ...configured, ...place }));
      return all;
    },
    ...(Unit !== undefined &&
      units !== undefined && {
        async units(place = {}) {
          const all: NamedUnit[] = [];
          for await (const one of units.list(place)) all.push(namedUnit(Unit, one, { ...configured, ...place }));
          // No page tells whether a list holds the root.
          if (all.some(({ parentId }) => parentId === undefined)) return all;
          const root = await units.root?.(place);
          return root === undefined ? all : [namedUnit(Unit, root, { ...configured, ...place }), ...all];
        },
      }),
  };
}

/** A group as programs name it. */
function namedGroup(kind: KindSpec, group: Observed, place: Fields = {}): NamedGroup {
  const label = text(group.fields[fieldThatMeans(kind.fields, "name") ?? ""]);
  return defined({ ...named(kind, group, place), label, automatic: group.isAutomatic === true });
}

function namedUnit(kind: KindSpec, unit: Observed, place: Fields): NamedUnit {
  const one = named(kind, unit, place);
  const field = fieldThatMeans(kind.fields, "unit") ?? "";
  const { [field]: parentId, ...fields } = one.fields;
  const isRoot = typeof parentId !== "string" || one.id === kind.fields[field]?.serviceDefault;
  return isRoot ? { ...one, fields } : { ...one, parentId };
}

/** What groups and units have in common. What the service leaves out has the value that it sets where nobody declares one. */
function named(kind: KindSpec, { ref, fields: seen }: Observed, place: Fields) {
  const externalId = text(seen[fieldThatMeans(kind.fields, "external-id") ?? ""]);
  const defaults = Object.entries(kind.fields).map(([name, spec]) => [name, text(spec.serviceDefault)] as const);
  const fields: Fields = { ...place, [kind.idOutput]: ref.id, ...defined(Object.fromEntries(defaults)), ...seen };
  return defined({ id: ref.id, name: ref.key, externalId, fields });
}
