import { Command, InvalidArgumentError } from "commander";

import type { Behaviour } from "../emulator/behaviour";
import type { RunningEmulator } from "../emulator";

interface EmulatorFlags extends Omit<Behaviour, "keyLifetimeSeconds"> {
  readonly port: number;
  readonly data?: string;
  readonly latency: number;
  readonly faults?: string;
  readonly seed?: number;
  readonly keyLifetime?: number;
}

function integer(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= minimum && value <= maximum))
      throw new InvalidArgumentError(`It must be an integer from ${minimum} to ${maximum}.`);
    return value;
  };
}

/** The line that tells a script that the emulator is ready, and its keys. */
function readyLine({ endpoint, accessKeyId, accessKeySecret, eiam, workspace, keys }: RunningEmulator): string {
  return JSON.stringify({ endpoint, accessKeyId, accessKeySecret, eiam, workspace, keys });
}

function startError(error: unknown, port: number): string {
  if (!(error instanceof Error)) return "The emulator could not start.";
  const code = "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE")
    return `Port ${port} on 127.0.0.1 is in use. Choose another with --port, or leave --port out to take any free one.`;
  if (code === "EACCES")
    return `Port ${port} on 127.0.0.1 is not allowed for this user. Choose one above 1023 with --port.`;
  return error.message;
}

/** Resolves on the first SIGINT or SIGTERM. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}

async function run(flags: EmulatorFlags, command: Command): Promise<void> {
  let emulator: RunningEmulator;
  const stop = stopSignal();
  const { startEmulator } = await import("../emulator");
  try {
    const { port, latency, data, faults, seed, keyLifetime, ...rest } = flags;
    const behaviour = { ...rest, keyLifetimeSeconds: keyLifetime };
    emulator = await startEmulator({
      port,
      latencyMs: latency,
      behaviour,
      ...(data !== undefined && { dataFile: data }),
      ...(faults !== undefined && { faults }),
      ...(seed !== undefined && { seed }),
    });
  } catch (error) {
    command.error(`error: ${startError(error, flags.port)}`);
  }
  process.stdout.write(`${readyLine(emulator)}\n`);
  await stop;
  await emulator.close();
}

/** `rollcall emulator`: the four clouds on one loopback port until a signal ends it. */
export function emulatorCommand(): Command {
  return new Command("emulator")
    .description("run the four clouds on a loopback port; prints one JSON line when ready")
    .option("--port <number>", "port on 127.0.0.1; 0 takes any free one", integer(0, 65_535), 0)
    .option("--data <file>", "keep the users in this file; several processes may share it")
    .option("--latency <ms>", "milliseconds added to every request", integer(0, 600_000), 0)
    .option("--faults <spec>", 'faults to inject, such as "eds:CreateUsers lost-response first=1"')
    .option("--seed <number>", "make ids and faults repeatable", integer(0, 4_294_967_295))
    .option(
      "--max-users <number>",
      "users each directory may have; unless given, EDS takes 50000 and the others any number",
      integer(0, 10_000_000),
    )
    .option("--plain-phones", "show CloudIdentity's phone numbers in full instead of masked")
    .option(
      "--unique-group-names",
      "refuse a group of a name that is taken on EDS, EIAM and Workspace, as CloudIdentity does",
    )
    .option("--repeated-org-names", "take EDS organisations of one name below one parent")
    .option(
      "--key-lifetime <seconds>",
      "temporary keys live so long, whatever was asked for; unless given, as long as asked for",
      integer(1, 86_400),
    )
    .option("--metadata-tokens", "instance metadata answers nothing without a token, as a hardened machine does")
    .addHelpText(
      "after",
      `
Exit codes: 0 ended by SIGINT or SIGTERM, 1 it could not start.

Examples:
  rollcall emulator
  rollcall emulator --port 8080 --data .rollcall/world.jsonl
  rollcall emulator --faults "*:* throttle p=0.05 retry-after=2" --seed 1`,
    )
    .allowExcessArguments(false)
    .action((flags: EmulatorFlags, command: Command) => run(flags, command));
}
