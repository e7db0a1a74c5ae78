import { callStateFor } from "../../../provider/calls/shared-state";
import { seeded, VirtualClock } from "./virtual-clock";

test("all services of an account share limiters and budget; another account has its own", () => {
  const clock = new VirtualClock();
  const one = callStateFor("eds https://a key1", clock, seeded(1));
  expect(callStateFor("eds https://a key1", clock, seeded(1))).toBe(one);
  expect(callStateFor("eds https://a key2", clock, seeded(1))).not.toBe(one);
  expect(one.limiterFor("CreateUsers")).toBe(one.limiterFor("CreateUsers"));
  expect(one.limiterFor("CreateUsers")).not.toBe(one.limiterFor("RemoveUsers"));
});
