import { type Credentials, secretsOf } from "../../model/credentials";
import { RollcallError } from "../../model/error";
import { defined, parsedJson } from "../../model/values";
import type { KeyExchange, KeySession, TemporaryKeys } from "../../vendors/key-exchange";
import type { Structured } from "./configured";
import { exchangeKeys } from "./exchange";
import { type Source, sourceProblem } from "./source";
import { RenewingIdentity } from "./renewing";
import type { World } from "./world";

/** Name of our sessions in the clouds' audit logs, unless the configuration says another. */
const SESSION_NAME = "rollcall";
const SHORTEST_S = 900;
/** Characters (STS AssumeRole, Policy: Alibaba Cloud and Volcengine). */
const LONGEST_POLICY = 2048;

/**
 * Name, length and policy of a session.
 * @param longest seconds that the cloud allows at most
 * @throws RollcallError ERR_CONFIG for what no cloud takes
 */
export function sessionOf({ fields, label }: Structured, longest: number): KeySession {
  const sessionName = fields["sessionName"] ?? SESSION_NAME;
  if (!/^[A-Za-z0-9.@_-]{2,64}$/.test(sessionName))
    throw sourceProblem(
      `${label("sessionName")} must have 2 to 64 letters, digits and . @ _ -.`,
      `Correct ${label("sessionName")}.`,
    );
  const written = fields["durationSeconds"];
  const seconds = written === undefined ? undefined : Number(written);
  if (seconds !== undefined && !(Number.isInteger(seconds) && seconds >= SHORTEST_S && seconds <= longest))
    throw sourceProblem(
      `${label("durationSeconds")} must be a whole number of seconds from ${SHORTEST_S} to ${longest}.`,
      "Correct it; the role itself may allow less.",
    );
  const policy = fields["policy"];
  if (policy !== undefined) checkPolicy(policy, label("policy"));
  return defined({ sessionName, durationSeconds: seconds, policy });
}

function checkPolicy(policy: string, label: string): void {
  if (policy.length > LONGEST_POLICY)
    throw sourceProblem(`${label} has more than ${LONGEST_POLICY} characters.`, "Shorten it.");
  if (parsedJson(policy) === undefined)
    throw sourceProblem(`${label} is not valid JSON.`, "Write the policy as a JSON object.");
}

/** A field that a block cannot be without. @throws RollcallError ERR_CONFIG naming it */
export function needed(
  { fields, label }: Structured,
  field: string,
  form?: { readonly test: RegExp; readonly like: string },
): string {
  const value = fields[field];
  if (value === undefined) {
    const set = Object.keys(fields).map(label);
    throw sourceProblem(
      `${label(field)} is not set${set.length === 0 ? "" : `, but ${set.join(", ")} ${set.length === 1 ? "is" : "are"}`}.`,
      `Set ${label(field)}${form === undefined ? "" : `, such as ${form.like}`}.`,
    );
  }
  if (form !== undefined && !form.test.test(value))
    throw sourceProblem(`${label(field)} has not the form ${form.like}.`, `Correct ${label(field)}.`);
  return value;
}

/**
 * A role on top of other keys, which are renewed like any; once more when the cloud refuses them as expired.
 * @param role whose keys these will be, e.g. `role acs:ram::…`
 * @param traits what tells it from another, keys apart
 */
export function onTop(
  role: string,
  traits: readonly unknown[],
  base: Source,
  exchange: (credentials: Credentials) => KeyExchange<TemporaryKeys>,
  world: World,
): Source {
  const title = `${role}, taken on with ${base.title}`;
  const identity = new RenewingIdentity(base, "", world.network.now);
  const { settings, isGuess, known } = base;
  return {
    ...defined({ settings, isGuess, known }),
    title,
    traits: ["role", traits, base.traits],
    renewable: true,
    async load(secrets) {
      identity.tell(secrets);
      const credentials = await identity.keys();
      const take = (keys: Credentials): ReturnType<Source["load"]> =>
        exchangeKeys(exchange(keys), { world, source: title, secrets: secretsOf(keys) });
      try {
        return await take(credentials);
      } catch (error) {
        const mayHaveExpired = error instanceof RollcallError && error.category === "auth";
        if (!mayHaveExpired || !(await identity.renew(credentials))) throw error;
        return take(await identity.keys());
      }
    },
  };
}
