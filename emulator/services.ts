import { cloudidentity } from "./cloudidentity/service";
import { eds } from "./eds/service";
import { eiam } from "./eiam/service";
import type { EmulatedService } from "./service";
import { workspace } from "./workspace/service";

/** The clouds that answer on the one port, in the order in which they are asked whether a request is theirs. */
export const services: readonly EmulatedService[] = [eiam, eds, workspace, cloudidentity];
