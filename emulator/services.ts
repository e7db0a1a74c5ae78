import { cloudidentity } from "./cloudidentity/service";
import { eds } from "./eds/service";
import { eiam } from "./eiam/service";
import { alibabaMetadata } from "./metadata/alibaba";
import { huaweiMetadata } from "./metadata/huawei";
import { volcengineMetadata } from "./metadata/volcengine";
import type { EmulatedDirectory, EmulatedService } from "./service";
import { alibabaSts } from "./sts/alibaba";
import { huaweiIam } from "./sts/huawei";
import { volcengineSts } from "./sts/volcengine";
import { workspace } from "./workspace/service";

/** The directories of the clouds. */
export const directories: readonly EmulatedDirectory[] = [eiam, eds, workspace, cloudidentity];

/** What gives out keys for them. */
const keySources: readonly EmulatedService[] = [
  alibabaSts,
  huaweiIam,
  volcengineSts,
  alibabaMetadata,
  huaweiMetadata,
  volcengineMetadata,
];

/**
 * What answers on the one port, in the order in which it is asked whether a request is its own: EDS and CloudIdentity also
 * take what no other service of their cloud knows.
 */
export const services: readonly EmulatedService[] = [...keySources, ...directories];
