import { execFileSync } from "node:child_process";
import { record } from "../model/values";

/** Longest wait for the engine, in milliseconds. */
const TIMEOUT_MS = 30_000;
/** A state of tens of thousands of users, in bytes. */
const LARGEST_STATE = 1 << 30;

/** A file backend rewrites its checkpoint in place, so that the engine finds half a file in the middle of a write. In milliseconds. */
const ASKS_AGAIN_AFTER_MS = [100, 300, 900];

/**
 * What the engine on PATH exports of a stack, in the middle of a run too; `undefined` when it cannot be asked. It costs a second.
 * @param showsSecrets decrypts what is secret
 */
export function exportedState(stack: string, showsSecrets = false): unknown {
  for (const wait of [0, ...ASKS_AGAIN_AFTER_MS]) {
    // Nobody may go on meanwhile, so that the process waits as well.
    if (wait > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, wait);
    const state = exported(["stack", "export", "--stack", stack, ...(showsSecrets ? ["--show-secrets"] : [])]);
    if (state === NOTHING) return undefined;
    if (state !== undefined) return state;
  }
  return undefined;
}

/** There is no such command, or no stack of that name where it looks. */
const NOTHING = Symbol("nothing");

/** What the engine writes of a stack; `undefined` when it fails, or writes something that is no state. */
function exported(command: readonly string[]): unknown {
  try {
    const state = execFileSync("pulumi", [...command, "--non-interactive"], {
      encoding: "utf8",
      env: process.env,
      timeout: TIMEOUT_MS,
      maxBuffer: LARGEST_STATE,
      stdio: ["ignore", "pipe", "pipe"],
    });
    return JSON.parse(state);
  } catch (error) {
    const { code, stderr } = record(error);
    return code === "ENOENT" || String(stderr).includes("no stack named") ? NOTHING : undefined;
  }
}
