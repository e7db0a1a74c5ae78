import type { Directory } from "./model/kind";
import { cloudidentity } from "./cloudidentity";
import { eds } from "./eds";
import { eiam } from "./eiam";
import { workspace } from "./workspace";

/** Every directory there is. A fifth one is its folder and a line here. */
export const directories = { eds, eiam, workspace, cloudidentity } as const satisfies Readonly<
  Record<string, Directory>
>;

/** The names in the registry. */
export type DirectoryName = keyof typeof directories;
