import type { Directory, DirectoryName } from "./directory";
import { eds } from "./eds";

/** Every directory there is. A fifth one is its folder and a line here. */
export const directories = {
  eds,
} as const satisfies Partial<Record<DirectoryName, Directory>>;
