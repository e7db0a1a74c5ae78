import { matchesPassword } from "../../../emulator/passwords";
import { cloudidentity } from "../../../provider/cloudidentity";
import { freshWorld } from "./harness/world";

const world = freshWorld(cloudidentity);

const ALICE = { userName: "alice", displayName: "Alice", description: "Design", email: "alice@example.com", phone: "+8613812345678" };
const PASSWORD = "Correct-Horse-7";

async function stored(userName: string): Promise<Readonly<Record<string, unknown>>> {
  const user = (await world().users()).find((candidate) => candidate["UserName"] === userName);
  if (user === undefined) throw new Error(`no user ${userName}`);
  return user;
}

test("creates with one call, and sets the password with a second", async () => {
  const provider = await world().provider();
  const { id, outs } = await provider.create({ ...ALICE, password: PASSWORD, passwordResetRequired: true });
  expect(outs).toEqual({ ...ALICE, password: PASSWORD, passwordResetRequired: true, userId: id });
  expect(await world().calls()).toEqual({ CreateUser: 1, ResetPassword: 1 });
  const user = await stored("alice");
  expect(user).toMatchObject({ UserId: id, DisplayName: "Alice", Description: "Design", Email: "alice@example.com", Phone: "+8613812345678", PasswordResetRequired: true });
  expect(matchesPassword(String(user["password"]), PASSWORD)).toBe(true);
});

test("asks for no new password at the next login unless the program says so", async () => {
  const provider = await world().provider();
  await provider.create({ userName: "alice", password: PASSWORD });
  expect(await stored("alice")).toMatchObject({ PasswordResetRequired: false });
});

test("writes one at a time, whichever process of the account's resources asks, and reads in parallel", async () => {
  const provider = await world().provider();
  const names = Array.from({ length: 12 }, (_, index) => `user${index}`);
  const created = await Promise.all(names.map((userName) => provider.create({ userName, password: PASSWORD })));
  const detail = await (await fetch(`${world().emulator.endpoint}/_rollcall/calls?detail=1`)).json();
  expect(detail["cloudidentity:CreateUser"]).toMatchObject({ count: 12, peakInFlight: 1, outcomes: { 200: 12 } });
  expect(detail["cloudidentity:ResetPassword"]).toMatchObject({ count: 12, peakInFlight: 1, outcomes: { 200: 12 } });
  expect(new Set(created.map(({ id }) => id)).size).toBe(12);
});
