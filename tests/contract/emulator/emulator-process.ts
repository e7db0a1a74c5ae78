import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

import type { RunningEmulator } from "../../../emulator";
import { compiledEmulatorCommand } from "./compiled-command";

/** `rollcall emulator` in a process of its own. */
export interface EmulatorProcess {
  readonly ready: Omit<RunningEmulator, "close">;
  readonly child: ChildProcess;
  /** Sends the signal and resolves with exit code and signal. */
  end(signal: NodeJS.Signals): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

function spawnEmulator(flags: readonly string[]): ChildProcess {
  return spawn(process.execPath, [compiledEmulatorCommand(), ...flags], { stdio: ["ignore", "pipe", "pipe"] });
}

/** Starts the command and waits for its line. */
export async function startProcess(flags: readonly string[]): Promise<EmulatorProcess> {
  const child = spawnEmulator(flags);
  if (child.stdout === null || child.stderr === null) throw new Error("the process has no output");
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => (complaint += chunk.toString()));
  const ended = once(child, "close").then(() => {
    throw new Error(`the emulator ended before it was ready: ${complaint}`);
  });
  const [line] = (await Promise.race([once(createInterface(child.stdout), "line"), ended])) as [string];
  ended.catch(() => undefined);
  const end = async (signal: NodeJS.Signals) => {
    const exit = once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
    child.kill(signal);
    const [code, received] = await exit;
    return { code, signal: received };
  };
  return { ready: JSON.parse(line), child, end };
}

/** Runs the command to its end, for flags that it refuses. */
export async function runToEnd(flags: readonly string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawnEmulator(flags);
  const texts = { stdout: "", stderr: "" };
  child.stdout?.on("data", (chunk: Buffer) => (texts.stdout += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (texts.stderr += chunk.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, ...texts };
}
