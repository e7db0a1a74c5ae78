import { configError } from "../model/error";

/** Where settings come from: the stack's or an Account's configuration first, then the environment. */
export interface SettingSources {
  /** The configuration under its full name, e.g. `rollcall:target`. */
  config(name: string): string | undefined;
  /** Full names of everything configured, where that can be told: the provider process is asked for one at a time. */
  names?(): Iterable<string>;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Reads Rollcall's settings. Every key's environment name is ROLLCALL_ and the key in upper snake case. */
export class Settings {
  constructor(private readonly sources: SettingSources) {}

  /** A setting by its key, e.g. `edsEndpoint` (environment: ROLLCALL_EDS_ENDPOINT). Empty counts as unset. */
  get(key: string): string | undefined {
    return filled(this.sources.config(`rollcall:${key}`)) ?? this.variable(environmentName(key));
  }

  /** A setting of the stack's or the account's configuration alone. Structured ones are JSON. */
  configured(key: string): string | undefined {
    return filled(this.sources.config(`rollcall:${key}`));
  }

  /** Full names of everything configured, as far as they can be told. */
  names(): readonly string[] {
    return [...(this.sources.names?.() ?? [])];
  }

  /** An environment variable that is not Rollcall's own, e.g. ALIBABA_CLOUD_ACCESS_KEY_ID. */
  variable(name: string): string | undefined {
    return filled(this.sources.environment[name]);
  }

  /** `emulator` or `cloud`. There is no default: nobody should touch a live directory by accident. */
  target(): "emulator" | "cloud" {
    const target = this.get("target");
    if (target === "emulator" || target === "cloud") return target;
    throw configError(
      target === undefined
        ? "rollcall:target is not set"
        : `rollcall:target must be emulator or cloud, not ${JSON.stringify(target)}`,
      "Run pulumi config set rollcall:target emulator to try things out, or cloud for a live directory (environment: ROLLCALL_TARGET).",
    );
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
