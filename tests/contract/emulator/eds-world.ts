import { startEmulator, type RunningEmulator } from "../../../emulator";
import { alibabaCaller } from "./alibaba-client";

export type Fields = Readonly<Record<string, unknown>>;

/** An emulator of its own and the calls that the EDS tests make on it. */
export interface EdsWorld {
  readonly emulator: RunningEmulator;
  readonly call: ReturnType<typeof alibabaCaller>;
  /** CreateUsers that must answer 200; returns who was created and who was refused. */
  create(users: readonly Fields[], query?: Fields, form?: Fields): Promise<{ CreatedUsers: Fields[]; FailedUsers: Fields[] }>;
  describeOne(name: string): Promise<Record<string, unknown> | undefined>;
  /** The record as the control shows it. */
  stored(name: string): Promise<Record<string, unknown> | undefined>;
}

export const PASSWORD = "Canary-Passw0rd";
export const alice = { EndUserId: "alice", Email: "alice@example.com" };
export const bob = { EndUserId: "bob", Phone: "13800000000", OwnerType: "CreateFromManager" };

export async function startEds(): Promise<EdsWorld> {
  const emulator = await startEmulator({ seed: 5 });
  const call = alibabaCaller(emulator, "eds");
  return {
    emulator,
    call,
    async create(users, query = {}, form = {}) {
      const { status, body } = await call("CreateUsers", { query, form: { Users: users, ...form } });
      expect(status).toBe(200);
      const result = body["CreateResult"] as { CreatedUsers: Fields[]; FailedUsers: Fields[] };
      expect(body["AllSucceed"]).toBe(result.FailedUsers.length === 0);
      return result;
    },
    async describeOne(name) {
      const { body } = await call("DescribeUsers", { form: { EndUserIds: [name] } });
      return (body["Users"] as Record<string, unknown>[])[0];
    },
    async stored(name) {
      const { eds } = (await (await fetch(`${emulator.endpoint}/_rollcall/users`)).json()) as { eds: Record<string, unknown>[] };
      return eds.find((user) => user["EndUserId"] === name);
    },
  };
}
