import * as pulumi from "@pulumi/pulumi";
import { Settings, type SettingSources } from "../../../provider/config/settings";
import { runError } from "./run-error";

/** Where the running program's settings come from: the stack's configuration, then the environment. */
function programSources(): SettingSources {
  // `Config.get` would warn of every key that is a secret; what is read here goes into no output.
  return {
    config: (name) => pulumi.runtime.getConfig(name),
    names: () => Object.keys(pulumi.runtime.allConfig()),
    environment: process.env,
  };
}

/** The settings that the running program sees. */
export function programSettings(): Settings {
  return new Settings(programSources());
}

type Given = Readonly<Record<string, pulumi.Input<string>>>;

/** What each account of the program sets, by full key; the engine tells an account's settings to nobody. */
const accounts = new WeakMap<object, Given>();

/** Keeps an account's settings for look-ups in the program itself. */
export function keepSettings(account: pulumi.ProviderResource, settings: Given): void {
  accounts.set(account, settings);
}

/**
 * The settings with which a look-up of the program calls a directory: those of the account, else the stack's.
 * @throws pulumi.RunError for a provider that is no `Account` of this package.
 */
export function settingsOf(account: pulumi.ProviderResource | undefined): pulumi.Output<SettingSources> {
  if (account === undefined) return pulumi.output(programSources());
  const given = accounts.get(account);
  if (given === undefined)
    throw runError("the option provider of a look-up must be an Account that this program made with new Account(…).");
  // What is found under secret keys is no secret.
  return pulumi.unsecret(pulumi.output(given)).apply((known): SettingSources => {
    const settings = new Map(Object.entries(known));
    return { config: (name) => settings.get(name), names: () => settings.keys(), environment: process.env };
  });
}
