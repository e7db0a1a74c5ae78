import { ConstructRequest, CreateRequest, type CreateResponse } from "@pulumi/pulumi/proto/provider_pb";
import { EngineLog } from "../../../plugin/engine-log";
import { providerService, UnderWay } from "../../../plugin/service";
import { directories } from "../../../provider/directories";
import { Plugin } from "../../../provider/pulumi/plugin/plugin";

const never = (): Promise<never> => new Promise(() => undefined);

/** Whether a process that is asked to end would end although this call has no answer. */
async function endsDuring(method: "construct" | "create", request: object): Promise<boolean> {
  const underWay = new UnderWay();
  const plugin = new Plugin({ directories, environment: {}, log: () => undefined, open: never });
  const service = providerService({ underWay, plugin, log: new EngineLog(), version: "1.2.3", schema: never, construct: never });
  const call: unknown = service[method];
  if (typeof call !== "function") throw new Error(`no ${method}`);
  call({ request }, (_error: unknown, _answer: CreateResponse) => undefined);
  const later = new Promise<boolean>((resolve) => setImmediate(() => resolve(false)));
  return Promise.race([underWay.idle().then(() => true), later]);
}

test("the end of the process waits for what is sent to the cloud, not for a component that waits for an engine that is gone", async () => {
  const urn = "urn:pulumi:test::people::rollcall:eds:User::alice";
  expect(await endsDuring("create", new CreateRequest().setUrn(urn))).toBe(false);
  expect(await endsDuring("construct", new ConstructRequest())).toBe(true);
});
