import * as pulumi from "@pulumi/pulumi";
import { allowedExchanges, readLimits } from "../provider/config/limits";
import { Settings } from "../provider/config/settings";
import { directories } from "../provider/directories";
import { withoutUndefined } from "../provider/lifecycle/outputs";
import type { Kind } from "../provider/model/kind";
import { type Bag, defined, type Fields, record, UNKNOWN } from "../provider/model/values";
import { resourceType, ROSTER_TYPE } from "../provider/pulumi/names";
import { type ParsedRoster, parseRoster, type RosterRow } from "../sdk/lib/roster/people/parse";
import { setMembers } from "../sdk/lib/roster/people/set-members";
import { otherDayRefusal } from "../sdk/lib/roster/people/today";
import type { ComponentRequest, Constructed } from "./component";
import { learnState } from "./guard";
import { readRosterInputs, type RosterInputs } from "./roster-inputs";
import { notePeople } from "./people-of-rosters";
import { rosterLeavers } from "./roster-leavers";
import { withIds } from "./roster-names";

/** The people of a file as children of a component, like the SDK's Roster for programs of any language. */
class Roster extends pulumi.ComponentResource {
  constructor(name: string, opts: pulumi.ComponentResourceOptions) {
    super(ROSTER_TYPE, name, {}, opts);
  }

  /** Tells the engine that everybody is declared. */
  finish(outputs: Bag): void {
    this.registerOutputs(outputs);
  }
}

/** @throws RollcallError with every problem of the file at once, or because too many would leave, before anybody is declared. */
export async function constructRoster(request: ComponentRequest): Promise<Constructed> {
  const { name, urn, inputs, opts, plugin } = request;
  const { values, secret } = inputs;
  // A preview that does not know the file yet, or what holds for everybody in it, can tell nothing of anybody.
  if (Object.values(values).includes(UNKNOWN))
    return finished(new Roster(name, opts), { count: UNKNOWN, ids: UNKNOWN, references: UNKNOWN });
  const said = readRosterInputs(name, values);
  const defaults = withoutUndefined(record(values["defaults"]));
  const file = parse(said, defaults);
  // State is read by a call that the engine may answer only after the update of a set.
  await plugin.expect(urn, file.rows);
  request.told();
  const state = await learnState(plugin);
  const { parsed, memory } = await withIds(file, {
    file: said.file,
    named: said.named ?? {},
    sources: plugin.sources(),
    former: state.rosterOutputs.get(name),
    users: state.users,
  });
  const settings = new Settings({ config: (key) => pulumi.runtime.getConfig(key), environment: process.env });
  const limits = { ...readLimits(settings), mayExchange: allowedExchanges(settings) };
  const { refused, announced, warnings } = rosterLeavers(name, urn, parsed, said, state, limits);
  if (refused !== undefined) throw refused;
  notePeople(plugin, urn, request.account, parsed);
  const roster = new Roster(name, opts);
  if (announced !== "") void pulumi.log.info(announced, roster);
  for (const warning of [...parsed.warnings, ...warnings]) void pulumi.log.warn(warning, roster);
  const isSecret = new Set(
    secret.flatMap(([input, field]) => (input === "defaults" && field !== undefined ? [field] : [])),
  );
  // Who is in a group of the program's leaves before it goes, which the engine knows of the people alone.
  const children = { parent: roster, isSecret, dependsOn: opts.dependsOn };
  const outputs =
    said.as === "set"
      ? declareSets(name, parsed, defaults, children)
      : declareUsers(parsed, said.namePrefix ?? "", children);
  return finished(roster, { ...outputs, ...(memory !== undefined && { references: memory }) });
}

function finished(component: Roster, outputs: Bag): Constructed {
  component.finish(outputs);
  return { component, outputs };
}

function parse({ directory, named: _ids, ...said }: RosterInputs, defaults: Fields): ParsedRoster {
  const otherDay = pulumi.runtime.isDryRun() ? undefined : otherDayRefusal(process.env);
  if (otherDay !== undefined) throw otherDay;
  return parseRoster(defined({ ...said, directory, defaults, directories, env: process.env }));
}

/** Whose children the people of a file become, what they wait for, and which fields the program gave as secrets. */
export interface Children {
  readonly parent: pulumi.ComponentResource;
  readonly dependsOn: pulumi.ComponentResourceOptions["dependsOn"];
  readonly isSecret: ReadonlySet<string>;
}

/** A user or a set; the plugin serves both, so it needs no class of its own for either. */
class Child extends pulumi.CustomResource {}

/** Declares everybody as a user of their own. @returns the roster's outputs */
function declareUsers(parsed: ParsedRoster, prefix: string, children: Children): Bag {
  const ids = parsed.rows.map((row) => {
    const { kind, key, fields } = row;
    const options = optionsOf(children, resourceType(kind, false, "dynamic"));
    const type = resourceType(kind, false, "plugin");
    const user = new Child(type, `${prefix}${key}`, sealed(kind, fields, children), options);
    return [personLabel(parsed, row), user.id] as const;
  });
  return { count: parsed.rows.length, ids: Object.fromEntries(ids) };
}

/** Declares everybody in one set for each directory. @returns the roster's outputs */
export function declareSets(name: string, { rows }: ParsedRoster, defaults: Fields, children: Children): Bag {
  for (const kind of new Set(rows.map((row) => row.kind))) {
    const own = rows.filter((row) => row.kind === kind);
    const { shared, users } = setMembers(own, kind.naturalKey, defaults);
    const members = Object.entries(users).map(([key, fields]) => [key, sealed(kind, fields, children)] as const);
    const type = resourceType(kind, true, "plugin");
    const inputs = { ...sealed(kind, shared, children), users: Object.fromEntries(members) };
    new Child(type, name, inputs, optionsOf(children, resourceType(kind, true, "dynamic")));
  }
  return { count: rows.length };
}

/** @param former the type as dynamic resources, by which a stack that moves keeps its people: no schema says it of children */
function optionsOf({ parent, dependsOn }: Children, former: string): pulumi.CustomResourceOptions {
  return { parent, aliases: [{ type: former }], ...(dependsOn !== undefined && { dependsOn }) };
}

/** How a roster's outputs name a person. */
function personLabel({ namesDirectories }: ParsedRoster, { directory, key }: RosterRow): string {
  return namesDirectories ? `${directory}/${key}` : key;
}

/** Passwords are secret before they reach the engine, and so is what the program gave as a secret default. */
function sealed(kind: Kind, fields: Fields, { isSecret }: Children): Bag {
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [
      field,
      kind.fields[field]?.secret === true || isSecret.has(field) ? pulumi.secret<unknown>(value) : value,
    ]),
  );
}
