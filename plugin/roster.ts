import * as pulumi from "@pulumi/pulumi";
import { readLimits } from "../provider/config/limits";
import { Settings } from "../provider/config/settings";
import { directories } from "../provider/directories";
import { withoutUndefined } from "../provider/lifecycle/outputs";
import { UNKNOWN } from "../provider/model/unknown";
import { type Fields, record } from "../provider/model/values";
import { ROSTER_TYPE } from "../provider/pulumi/names";
import { type ParsedRoster, parseRoster } from "../sdk/lib/roster/parse";
import type { ComponentRequest, Constructed } from "./component";
import { learnState } from "./last-state";
import { leaversObjection } from "./roster-leavers";
import { readRosterInputs, type RosterInputs } from "./roster-inputs";
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
  // A preview that does not know the file yet can tell nothing of anybody.
  if (Object.entries(values).some(([input, value]) => input !== "defaults" && value === UNKNOWN))
    return finished(new Roster(name, opts), {});
  const said = readRosterInputs(name, values);
  const defaults = values["defaults"] === UNKNOWN ? {} : withoutUndefined(record(values["defaults"]));
  const parsed = parse(said, defaults);
  const state = await learnState(plugin);
  const settings = new Settings({ config: (key) => pulumi.runtime.getConfig(key), environment: process.env });
  const refused = leaversObjection(name, urn, parsed, said, state, readLimits(settings));
  if (refused !== undefined) throw refused;
  const roster = new Roster(name, opts);
  for (const warning of parsed.warnings) void pulumi.log.warn(warning, roster);
  const isSecret = new Set(
    secret.flatMap(([input, field]) => (input === "defaults" && field !== undefined ? [field] : [])),
  );
  const children = { parent: roster, isSecret };
  return finished(
    roster,
    said.as === "set"
      ? declareSets(name, parsed, defaults, children)
      : declareUsers(parsed, said.namePrefix ?? "", children),
  );
}

function finished(component: Roster, outputs: Readonly<Record<string, unknown>>): Constructed {
  component.finish(outputs);
  return { component, outputs };
}

function parse({ directory, ...said }: RosterInputs, defaults: Fields): ParsedRoster {
  return parseRoster({
    ...said,
    ...(directory !== undefined && { directory }),
    defaults,
    directories,
    env: process.env,
  });
}
