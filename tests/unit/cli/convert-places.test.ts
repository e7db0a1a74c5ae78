import { readExport, resourcesOf, type StackExport } from "../../../cli/convert/stack-export";
import { toHost } from "../../../cli/convert/to-host";
import { toSet } from "../../../cli/convert/to-set";
import { toUsers } from "../../../cli/convert/to-users";

const HOME = "11111111";

/** A state of users by name, each with the place where it was made. */
function exported(places: Readonly<Record<string, string | undefined>>): StackExport {
  const type = "pulumi-nodejs:dynamic/rollcall/eds:User";
  const resources = Object.entries(places).map(([name, place]) => {
    const declared = { endUserId: name, email: `${name}@example.com` };
    const outputs = { ...declared, ...(place !== undefined && { __place: place }) };
    return { urn: `urn:pulumi:dev::acme::${type}::${name}`, type, id: name, custom: true, inputs: declared, outputs };
  });
  return readExport(JSON.stringify({ version: 3, deployment: { resources } }));
}

const placesIn = (state: StackExport): readonly unknown[] => resourcesOf(state).map(({ outputs }) => outputs?.["__place"]);

test.each([
  ["one place", [HOME, HOME], HOME],
  ["two places, of which a set has neither", [HOME, "22222222"], "several"],
  ["a place and, made by an earlier version, none", [undefined, HOME], HOME],
  ["no place", [undefined, undefined], undefined],
])("people of %s keep it in a set, as users again and under the other host, so that leavers are looked at", (_, [alice, bob], place) => {
  const set = toSet(exported({ alice, bob }), { name: "staff" });
  expect(placesIn(set)).toEqual([place]);
  expect(placesIn(toHost(set, "plugin"))).toEqual([place]);
  expect(placesIn(toUsers(set, {}))).toEqual([place, place]);
});
