import type { Service } from "../../../provider/model/service";
import { connect } from "../../../provider/cloudidentity/user/calls";
import type { KindCalls } from "../../../provider/model/kind-calls";
import { newSecrets } from "../../../provider/model/secrets";

const ACCOUNT = {
  directory: "cloudidentity",
  endpoint: "http://127.0.0.1:1",
  region: "cn-beijing",
  credentials: { kind: "keys", accessKeyId: "id", accessKeySecret: "secret" },
  own: {},
  timeoutMs: 1_000,
} as const;

/** Calls over a service that answers one `Result` after another, whatever is asked; `asked` keeps the operations. */
function answering(...results: readonly unknown[]): { readonly calls: KindCalls; readonly asked: string[] } {
  const asked: string[] = [];
  const left = [...results];
  const service: Service = {
    call: async ({ operation }) => {
      asked.push(operation);
      return { ResponseMetadata: { RequestId: "R" }, Result: left.shift() };
    },
    batch: (spec) => async (item) => {
      const [outcome] = await spec.run([item]);
      if (outcome === undefined || !outcome.ok) throw new Error("no outcome");
      return outcome.value;
    },
    exclusive: (task) => task(),
    error: ({ category, message }) => Object.assign(new Error(message), { category }) as never,
    now: () => 0,
    sleep: async () => undefined,
    secrets: newSecrets(),
  };
  return { calls: connect(ACCOUNT, service), asked };
}

const user = (UserName: string): object => ({ UserId: `id of ${UserName}`, UserName });
const strangers = (count: number): readonly object[] => Array.from({ length: count }, (_, index) => user(`alice${index}`));

test("never takes a stranger whom a fuzzy name filter lets through", async () => {
  const { calls } = answering({ PageNumber: 1, PageSize: 100, Total: 3, Users: [user("Alice"), user("alice2"), user("malice")] });
  expect(await calls.find("alice", {})).toBeUndefined();
});

test("looks on all pages that a fuzzy filter leaves", async () => {
  const { calls, asked } = answering(
    { PageNumber: 1, PageSize: 100, Total: 101, Users: strangers(100) },
    { PageNumber: 2, PageSize: 100, Total: 101, Users: [user("alice")] },
  );
  expect(await calls.find("alice", {})).toMatchObject({ ref: { id: "id of alice", key: "alice" } });
  expect(asked).toEqual(["ListUsers", "ListUsers"]);
});

test("goes on after a page that the service made smaller than asked, and where it tells no total", async () => {
  const capped = answering(
    { PageNumber: 1, PageSize: 50, Total: 51, Users: strangers(50) },
    { PageNumber: 2, PageSize: 50, Total: 51, Users: [user("alice")] },
  );
  expect(await capped.calls.find("alice", {})).toMatchObject({ ref: { key: "alice" } });
  const silent = answering({ Users: strangers(100) }, { Users: [] });
  expect(await silent.calls.find("alice", {})).toBeUndefined();
  expect(silent.asked).toHaveLength(2);
});

test("an answer that names no user is neither a user nor a missing one", async () => {
  const unclear = { category: "no-answer" };
  await expect(answering(undefined).calls.create({ userName: "alice" }, { token: "t" })).rejects.toMatchObject(unclear);
  await expect(answering({}).calls.read({ id: "1", key: "alice" }, new Set(), { sweep: false, user: {} })).rejects.toMatchObject(unclear);
});
