import { startEmulator, type RunningEmulator } from "../../../emulator";
import { alibabaCaller, type CallResult } from "./alibaba-client";

type Fields = Readonly<Record<string, unknown>>;

/** An emulator of its own, with a clock the test sets, and the calls that the EIAM tests make on it. */
export interface EiamWorld {
  readonly emulator: RunningEmulator;
  /** Milliseconds since the epoch. */
  now: number;
  /** Calls an action in the emulator's instance. */
  call(action: string, query?: Fields): Promise<CallResult>;
  /** The smallest CreateUser that is accepted, with more or other parameters. */
  alice(more?: Fields): Record<string, unknown>;
  /** CreateUser that must succeed; returns the UserId. */
  create(parameters: Fields): Promise<string>;
  user(UserId: string): Promise<Record<string, unknown>>;
  /** The records as the control shows them. */
  stored(): Promise<Record<string, unknown>[]>;
}

export const DESIGN = `ou_${"design".padEnd(26, "0")}`;
export const SALES = `ou_${"sales".padEnd(26, "0")}`;

export async function startEiam(): Promise<EiamWorld> {
  const clock = { now: Date.now() };
  const emulator = await startEmulator({ seed: 11, now: () => clock.now });
  const caller = alibabaCaller(emulator, "eiam");
  const call: EiamWorld["call"] = (action, query = {}) => caller(action, { query: { InstanceId: emulator.eiam.instanceId, ...query } });
  return {
    emulator,
    get now() {
      return clock.now;
    },
    set now(value) {
      clock.now = value;
    },
    call,
    alice: (more = {}) => ({ Username: "alice.li", PrimaryOrganizationalUnitId: emulator.eiam.rootOrganizationalUnitId, ...more }),
    async create(parameters) {
      const { status, body } = await call("CreateUser", parameters);
      expect({ status, body }).toMatchObject({ status: 200, body: { UserId: expect.stringMatching(/^user_[a-z0-9]{26}$/) } });
      return String(body["UserId"]);
    },
    async user(UserId) {
      const { body } = await call("GetUser", { UserId });
      return body["User"] as Record<string, unknown>;
    },
    async stored() {
      const response = await fetch(`${emulator.endpoint}/_rollcall/users`);
      const { eiam } = (await response.json()) as { eiam: Record<string, unknown>[] };
      return eiam;
    },
  };
}
