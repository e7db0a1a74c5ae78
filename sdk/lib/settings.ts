import * as pulumi from "@pulumi/pulumi";
import { Settings } from "../../provider/config/settings";

/** The settings that the running program sees: the stack's configuration, then the environment. */
export function programSettings(): Settings {
  // `Config.get` would warn of every key that is a secret; what is read here goes into no output.
  return new Settings({
    config: (name) => pulumi.runtime.getConfig(name),
    names: () => Object.keys(pulumi.runtime.allConfig()),
    environment: process.env,
  });
}
