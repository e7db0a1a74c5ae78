import { ecsMetadata } from "../../../vendors/huawei/metadata";
import type { Seeker } from "../cloud";
import { instanceSource } from "../instance";
import type { Source } from "../source";

/** The agency of the ECS instance. An instance has one, so a name is only said in texts. */
export function instance({ endpoints, world }: Pick<Seeker, "endpoints" | "world">, role: string | undefined): Source {
  return instanceSource(ecsMetadata(endpoints.metadata), role, world);
}
