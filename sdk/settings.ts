import * as pulumi from "@pulumi/pulumi";
import { Settings } from "../provider/host/settings";

/** The settings that the running program sees: the stack's configuration, then the environment. */
export function programSettings(): Settings {
  const config = new pulumi.Config("rollcall");
  return new Settings({ config: (name) => config.get(name.replace(/^rollcall:/, "")), environment: process.env });
}
