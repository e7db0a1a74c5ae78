import { CommandFailed, engineComplaint, type RunEngine, stackOption } from "../stack/engine";
import { readGiven } from "../terminal/read-given";
import { HOW_TO, type Preview, readPreview } from "./read-preview";

/** A preview and the exit code of the engine that made it; 0 for one from a file that tells of no error. */
export interface TakenPreview {
  readonly preview: Preview;
  readonly code: number;
  /** The program has ended well, and its deletion guard has stopped nothing. Not known of a preview from a file. */
  readonly unguarded?: true;
}

/**
 * Reads a preview from a file, or from standard input for `-`.
 * @throws RollcallError ERR_CONFIG when it cannot be read or is no preview.
 */
export function previewOfFile(file: string): TakenPreview {
  const preview = readPreview(readGiven(file, "the preview", HOW_TO));
  return { preview, code: preview.errors.length === 0 ? 0 : 1 };
}

/** What the engine is asked to preview. */
export interface PreviewRequest {
  readonly stack?: string;
  /** Whether the clouds are asked first. */
  readonly refresh?: true;
}

const REMEDY =
  "Run this in the folder of the Pulumi project, name a stack that exists with --stack, and make its passphrase or secrets provider available.";

/** The deletion guard's last line. A preview deletes nobody, so for it alone the number may be granted. */
const GUARD = /run once with ROLLCALL_ALLOW_DELETES=(\d+)/;

/**
 * Lets the engine preview the stack. Where the deletion guard stops the program, a second preview with the guard's own number
 * shows whom the run would delete; the report then says that the guard would stop it.
 * @param open an engine with variables added to its environment
 * @throws CommandFailed with the engine's own code when it ends without a preview; RollcallError when there is no engine or its output cannot be read.
 */
export async function previewOfEngine(
  open: (variables: Readonly<Record<string, string>>) => RunEngine,
  request: PreviewRequest,
): Promise<TakenPreview> {
  const first = await preview(open({}), request);
  const [, granted] = GUARD.exec(first.preview.errors.join("\n")) ?? [];
  if (granted !== undefined) return preview(open({ ROLLCALL_ALLOW_DELETES: granted }), request);
  return first.preview.errors.length === 0 ? { ...first, unguarded: true } : first;
}

async function preview(run: RunEngine, { stack, refresh }: PreviewRequest): Promise<TakenPreview> {
  const answer = await run([
    "preview",
    "--json",
    "--show-sames",
    ...stackOption(stack),
    "--show-replacement-steps",
    ...(refresh === true ? ["--refresh"] : []),
  ]);
  // No such stack, no project here, a wrong passphrase; some of these complaints come on standard output.
  if (answer.code !== 0 && !answer.stdout.trimStart().startsWith("{")) {
    const complaint = engineComplaint(answer.stderr.trim() === "" ? { ...answer, stderr: answer.stdout } : answer);
    throw new CommandFailed(`pulumi preview failed: ${complaint} Remedy: ${REMEDY}`, answer.code);
  }
  return { preview: readPreview(answer.stdout), code: answer.code };
}
