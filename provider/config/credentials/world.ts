import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { parse } from "node:path";
import { type Network, systemNetwork } from "../../vendors/http";

/** What sources of keys see of the machine; tests bring their own. */
export interface World {
  readonly network: Network;
  sleep(ms: number): Promise<void>;
  /** Tells the person who watches one line, without a secret: about a long wait. */
  say(line: string): void;
  /** The text of a file. @throws what node throws, with its `code` */
  readFile(path: string): string;
  /** What a command of a profile writes to standard output. @throws when it fails or takes longer than `timeoutMs` */
  run(command: string, timeoutMs: number): Promise<string>;
  /** Where the vendors' tools keep their files, unless HOME says otherwise. */
  home(): string;
}

/** Most that a command may write, in bytes: keys are short. */
const LONGEST_OUTPUT = 1 << 20;

/** This machine. */
export const systemWorld: World = {
  network: systemNetwork,
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  // The engine shows what a provider writes there.
  say: (line) => void process.stderr.write(`${line}\n`),
  readFile: (path) => readFileSync(path, "utf8"),
  run: (command, timeoutMs) =>
    new Promise((resolve, reject) => {
      const shell = process.platform === "win32" ? ["cmd.exe", "/d", "/s", "/c"] : ["/bin/sh", "-c"];
      const [file = "", ...flags] = shell;
      execFile(file, [...flags, command], { timeout: timeoutMs, maxBuffer: LONGEST_OUTPUT }, (error, stdout) =>
        error === null ? resolve(stdout) : reject(error),
      );
    }),
  home: homeFolder,
};

/**
 * The home folder of the user who runs this. Where nobody knows it, as in a container whose user is a number and HOME is empty or unset, the
 * root of the disk, as for processes without a home.
 */
function homeFolder(): string {
  const root = parse(process.cwd()).root;
  try {
    return homedir() || root;
  } catch {
    return root;
  }
}
