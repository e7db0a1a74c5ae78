import { existsSync } from "node:fs";
import { startEmulator } from "../../emulator";
import { asRollcallError } from "../../provider/errors/error";
import { defaultDataFile } from "../../provider/host/embedded-emulator";
import type { Settings } from "../../provider/host/settings";
import { EXIT } from "../stack/exit-code";
import { fail, failOf, type Finding, ok } from "./finding";

/** Which clouds a run would go to. */
export function checkTarget(settings: Settings): Finding {
  try {
    return ok("target", settings.target() === "cloud" ? "cloud: live directories" : "emulator");
  } catch (error) {
    return failOf("target", asRollcallError(error));
  }
}

/**
 * The embedded emulator's data file. Only a file that exists is opened: looking must not make one.
 * @param folder where the project is, or below it
 */
export async function checkDataFile(settings: Settings, folder: string): Promise<Finding> {
  const file = settings.get("emulatorData") ?? defaultDataFile(folder);
  if (!existsSync(file)) return ok("data-file", "none yet; the first run makes it");
  try {
    await (await startEmulator({ dataFile: file, unref: true })).close();
    return ok("data-file", `${file} can be read`);
  } catch (error) {
    return fail("data-file", error instanceof Error ? error.message : `${file} cannot be read`, "Name another file with rollcall:emulatorData, or move this one away to start with an empty directory.", EXIT.configuration);
  }
}
