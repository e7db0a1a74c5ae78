import { cloudidentity } from "../../../emulator/cloudidentity/service";
import { Faults } from "../../../emulator/faults/faults";
import { Gateway } from "../../../emulator/gateway";
import { Ledger } from "../../../emulator/ledger";
import { seededRandom } from "../../../emulator/random";
import { MemoryStore } from "../../../emulator/store/store";
import { workspace } from "../../../emulator/workspace/service";
import { actionTarget, refusal, signVolcengine } from "./cloudidentity-client";
import { requestOf, testIdentity } from "./handler-world";
import { basicDate, signHuawei } from "./workspace-client";

const now = Date.UTC(2026, 0, 2, 3, 4, 5);

/** A gateway whose latency lasts until a test lets the calls go on. */
async function held() {
  const waiting: (() => void)[] = [];
  const store = new MemoryStore(testIdentity);
  await store.write((tables) => [workspace, cloudidentity].forEach((service) => service.furnish(tables, testIdentity, now)));
  const gateway = new Gateway({
    services: [workspace, cloudidentity],
    store,
    ledger: new Ledger(),
    faults: new Faults(1, () => now),
    random: seededRandom(1),
    now: () => now,
    sleep: () => new Promise((resolve) => waiting.push(resolve)),
    firstUse: () => true,
    latencyMs: 1,
  });
  const cloud = (action: string, parameters: object = {}) => {
    const body = JSON.stringify(parameters);
    const target = actionTarget(action);
    return gateway.handle(requestOf("POST", target, signVolcengine("POST", target, body, { ...testIdentity, date: basicDate(now) }), body));
  };
  const huawei = (user_name: string) => {
    const body = JSON.stringify({ user_name, user_email: "a@b.c" });
    const target = `/v2/${testIdentity.workspace.projectId}/users`;
    return gateway.handle(requestOf("POST", target, signHuawei("POST", target, body, { ...testIdentity, date: basicDate(now) }), body));
  };
  const letGo = () => waiting.splice(0).forEach((go) => go());
  return { cloud, huawei, letGo, waiting };
}

const answered = (status: number) => ({ kind: "answer", answer: { status } });
const concurrent = { kind: "answer", answer: refusal(400, "ConcurrentException", "Concurrent request exception") };

test("a write that overlaps another one is refused at once, and the next is welcome", async () => {
  const { cloud, letGo } = await held();
  const first = cloud("CreateUser", { UserName: "first" });
  expect(await cloud("CreateUser", { UserName: "second" })).toMatchObject(concurrent);
  expect(await cloud("DeleteUser", { UserId: "1" })).toMatchObject(concurrent);
  letGo();
  expect(await first).toMatchObject(answered(200));
  const next = cloud("CreateUser", { UserName: "second" });
  letGo();
  expect(await next).toMatchObject(answered(200));
});

test("reads go on beside a write and beside each other", async () => {
  const { cloud, letGo, waiting } = await held();
  const all = [cloud("CreateUser", { UserName: "first" }), cloud("ListUsers"), cloud("ListUsers")];
  expect(waiting).toHaveLength(3);
  letGo();
  expect(await Promise.all(all)).toMatchObject([answered(200), answered(200), answered(200)]);
});

test("another service's writes overlap freely, with each other and with these", async () => {
  const { cloud, huawei, letGo, waiting } = await held();
  const all = [cloud("CreateUser", { UserName: "first" }), huawei("a"), huawei("b")];
  expect(waiting).toHaveLength(3);
  letGo();
  expect(await Promise.all(all)).toMatchObject([answered(200), answered(201), answered(201)]);
});
