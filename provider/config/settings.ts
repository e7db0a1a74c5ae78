import { RollcallError } from "../model/error";

/** Where settings come from: the stack's or an Account's configuration first, then the environment. */
export interface SettingSources {
  /** The configuration under its full name, e.g. `rollcall:target`. */
  config(name: string): string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A value and how far from the program it was found. */
export interface Found {
  readonly value: string;
  readonly distance: number;
}

/** Reads Rollcall's settings. Every key's environment name is ROLLCALL_ and the key in upper snake case. */
export class Settings {
  constructor(private readonly sources: SettingSources) {}

  /** A setting by its key, e.g. `edsEndpoint` (environment: ROLLCALL_EDS_ENDPOINT). Empty counts as unset. */
  get(key: string): string | undefined {
    return filled(this.sources.config(`rollcall:${key}`)) ?? this.variable(environmentName(key));
  }

  /**
   * A setting, or else a variable of a cloud's own, with how far away it was found: 0 in the configuration, 1 in Rollcall's
   * variable, 2 in the cloud's.
   */
  find(key: string, variable: string): Found | undefined {
    const values = [
      filled(this.sources.config(`rollcall:${key}`)),
      this.variable(environmentName(key)),
      this.variable(variable),
    ];
    const distance = values.findIndex((value) => value !== undefined);
    const value = values[distance];
    return value === undefined ? undefined : { value, distance };
  }

  /** An environment variable that is not Rollcall's own, e.g. ALIBABA_CLOUD_ACCESS_KEY_ID. */
  variable(name: string): string | undefined {
    return filled(this.sources.environment[name]);
  }

  /** `emulator` or `cloud`. There is no default: nobody should touch a live directory by accident. */
  target(): "emulator" | "cloud" {
    const target = this.get("target");
    if (target === "emulator" || target === "cloud") return target;
    throw new RollcallError({
      code: "ERR_CONFIG",
      summary:
        target === undefined
          ? "rollcall:target is not set"
          : `rollcall:target must be emulator or cloud, not ${JSON.stringify(target)}`,
      remedy:
        "Run pulumi config set rollcall:target emulator to try things out, or cloud for a live directory (environment: ROLLCALL_TARGET).",
    });
  }
}

/** `edsEndpoint` → `ROLLCALL_EDS_ENDPOINT`. */
export function environmentName(key: string): string {
  return `ROLLCALL_${key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

function filled(value: string | undefined): string | undefined {
  const trimmed = value?.trim();
  return trimmed === undefined || trimmed === "" ? undefined : trimmed;
}
