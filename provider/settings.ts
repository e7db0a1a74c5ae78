import { settingTable } from "./config/setting-table";
import { directories } from "./directories";

/** Every setting of the namespace `rollcall`, those of every directory included. */
export const SETTINGS = settingTable(Object.values(directories));
