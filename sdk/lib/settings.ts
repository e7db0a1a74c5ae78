import * as pulumi from "@pulumi/pulumi";
import { Settings, type SettingSources } from "../../provider/config/settings";

/** Where the running program's settings come from: the stack's configuration, then the environment. */
export function programSources(): SettingSources {
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
