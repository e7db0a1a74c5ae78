import type * as Wire from "./wire";
import { eiam } from "../../../provider/eiam";
import { VirtualClock } from "../../unit/calls/virtual-clock";
import { Draw } from "./draw";
import { InProcessCloud } from "./in-process-cloud";
import { startProvider } from "./process";

jest.mock("httpx", () => jest.requireActual<typeof Wire>("./wire").httpxDouble);

const USERS = 500;
const CALLS_PER_SECOND = 5;
const naming = { service: "eiam", id: "UserId", key: "Username", create: "CreateUser" } as const;

afterEach(() => jest.restoreAllMocks());

/** Creates everybody at once, as the engine does, under the emulator's own rate limiter. */
async function createAll(
  limit: string,
): Promise<{
  readonly seconds: number;
  readonly refused: number;
  readonly calls: number;
  readonly users: number;
  readonly said: readonly string[];
}> {
  const clock = new VirtualClock(Date.UTC(2027, 0, 1));
  jest.spyOn(Date, "now").mockImplementation(() => clock.now());
  const cloud = new InProcessCloud(naming, 1, clock);
  const said: string[] = [];
  const started = clock.now();
  await clock.run(cloud.furnish());
  cloud.setFaults([limit]);
  const { provider } = await clock.run(
    startProvider({ directory: eiam, cloud, draw: new Draw(1), diary: [], say: (line) => said.push(line) }),
  );
  const user = (n: number) => ({
    username: `user${n}`,
    displayName: `User ${n}`,
    primaryOrganizationalUnitId: cloud.identity.eiam.rootOrganizationalUnitId,
  });
  await clock.run(Promise.all(Array.from({ length: USERS }, (_, n) => provider.create(user(n)))));
  const seconds = (clock.now() - started) / 1000;
  const outcomes = cloud.ledger.details()["eiam:CreateUser"]?.outcomes ?? {};
  const refused = Object.entries(outcomes).reduce((sum, [outcome, count]) => sum + (outcome === "200" ? 0 : count), 0);
  const calls = Object.values(cloud.ledger.counts()).reduce((sum, count) => sum + count, 0);
  return { seconds, refused, calls, users: (await clock.run(cloud.users())).length, said };
}

test.each([
  ["a bucket of one second", `* rate-limit rps=${CALLS_PER_SECOND}`, 1.3],
  // Without any burst each call that comes a millisecond early is refused, so that the pace settles lower.
  ["a bucket of one call", `* rate-limit rps=${CALLS_PER_SECOND} burst=1`, 1.5],
  ["a hint how long to wait", `* rate-limit rps=${CALLS_PER_SECOND} retry-after=1`, 1.3],
])(
  "500 single creations under 5 calls a second finish without an error and near the ideal time (%s)",
  async (_name, limit, factor) => {
    const { seconds, refused, calls, users, said } = await createAll(limit);
    expect(users).toBe(USERS);
    expect(seconds).toBeLessThan(factor * (USERS / CALLS_PER_SECOND));
    // Every accepted call creates somebody; what is refused is the price of learning the rate.
    expect(calls).toBe(USERS + refused);
    expect(refused).toBeLessThan(0.15 * USERS);
    expect(said.every((line) => /^waiting \d+ s for .+ CreateUser: the service limits calls/.test(line))).toBe(true);
  },
  120_000,
);
