import * as pulumi from "@pulumi/pulumi";
import { readLimits } from "../provider/config/limits";
import { Settings } from "../provider/config/settings";
import { directories } from "../provider/directories";
import { withoutUndefined } from "../provider/lifecycle/outputs";
import { type Fields, record, UNKNOWN } from "../provider/model/values";
import { ROSTER_TYPE } from "../provider/pulumi/names";
import { type ParsedRoster, parseRoster } from "../sdk/lib/roster/parse";
import { otherDayRefusal } from "../sdk/lib/roster/today";
import type { ComponentRequest, Constructed } from "./component";
import { learnState } from "./last-state";
import { rosterLeavers } from "./roster-leavers";
import { readRosterInputs, type RosterInputs } from "./roster-inputs";
import { withIds } from "./roster-names";
import { declareSets, declareUsers } from "./roster-people";

/** The people of a file as children of a component, like the SDK's Roster for programs of any language. */
class Roster extends pulumi.ComponentResource {
  constructor(name: string, opts: pulumi.ComponentResourceOptions) {
    super(ROSTER_TYPE, name, {}, opts);
  }

  /** Tells the engine that everybody is declared. */
  finish(outputs: Readonly<Record<string, unknown>>): void {
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
  const state = await learnState(plugin);
  const { parsed, memory } = await withIds(parse(said, defaults), {
    file: said.file,
    named: said.named ?? {},
    sources: plugin.sources(),
    former: state.rosterOutputs.get(name),
    users: state.users,
  });
  const settings = new Settings({ config: (key) => pulumi.runtime.getConfig(key), environment: process.env });
  const { refused, announced } = rosterLeavers(name, urn, parsed, said, state, readLimits(settings));
  if (refused !== undefined) throw refused;
  const roster = new Roster(name, opts);
  if (announced !== "") void pulumi.log.info(announced, roster);
  for (const warning of parsed.warnings) void pulumi.log.warn(warning, roster);
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

function finished(component: Roster, outputs: Readonly<Record<string, unknown>>): Constructed {
  component.finish(outputs);
  return { component, outputs };
}

function parse({ directory, named: _ids, ...said }: RosterInputs, defaults: Fields): ParsedRoster {
  const otherDay = pulumi.runtime.isDryRun() ? undefined : otherDayRefusal(process.env);
  if (otherDay !== undefined) throw otherDay;
  return parseRoster({
    ...said,
    ...(directory !== undefined && { directory }),
    defaults,
    directories,
    env: process.env,
  });
}
