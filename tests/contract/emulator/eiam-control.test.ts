import type { CallResult } from "./alibaba-client";
import { startEiam, type EiamWorld } from "./eiam-world";

let world: EiamWorld;
beforeEach(async () => {
  world = await startEiam();
});
afterEach(() => world.emulator.close());

test("an extended field added by the control can be used, and a required one must be", async () => {
  const add = (field: unknown) =>
    fetch(`${world.emulator.endpoint}/_rollcall/eiam/custom-fields`, { method: "POST", body: JSON.stringify(field) });
  expect((await add({ FieldName: "floor", FieldDataType: "number", Required: true })).status).toBe(200);
  expect((await add({ FieldName: "bad name" })).status).toBe(400);
  expect(await world.call("CreateUser", world.alice())).toMatchObject({
    status: 400,
    body: { Code: "MissingParameter.CustomField.floor" },
  });
  expect(await world.call("CreateUser", world.alice({ CustomFields: [{ FieldName: "floor", FieldValue: "third" }] }))).toMatchObject({
    status: 400,
    body: { Code: "InvalidParameter.CustomField.floor" },
  });
  const id = await world.create(world.alice({ CustomFields: [{ FieldName: "floor", FieldValue: "3" }] }));
  expect(await world.call("UpdateUser", { UserId: id, CustomFields: [{ FieldName: "floor", Operation: "remove" }] })).toMatchObject({
    status: 400,
  });
});

test("drift edits and removes by name and by id, and keeps names unique", async () => {
  const id = await world.create(world.alice());
  const drift = (body: unknown) =>
    fetch(`${world.emulator.endpoint}/_rollcall/drift`, { method: "POST", body: JSON.stringify({ service: "eiam", ...(body as object) }) });
  expect((await drift({ user: "alice.li", set: { Username: "renamed", Status: "disabled", CustomFields: { badge: "Z" } } })).status).toBe(
    204,
  );
  expect(await world.user(id)).toMatchObject({
    Username: "renamed",
    Status: "disabled",
    CustomFields: [{ FieldName: "badge", FieldValue: "Z" }],
  });
  await world.create(world.alice());
  expect((await drift({ user: id, remove: true })).status).toBe(204);
  expect((await drift({ user: id, remove: true })).status).toBe(404);
  expect((await drift({ user: "alice.li", set: { Shoe: 43 } })).status).toBe(400);
});

test("faults look like EIAM's own", async () => {
  const refuse = async (fault: string): Promise<CallResult> => {
    await fetch(`${world.emulator.endpoint}/_rollcall/faults`, { method: "POST", body: `eiam:* ${fault}` });
    return world.call("CreateUser", world.alice());
  };
  expect(await refuse("server-error")).toMatchObject({ status: 500, body: { Code: "InternalError" } });
  expect(await refuse("concurrent")).toMatchObject({ status: 400, body: { Code: "UnsupportedAction.IdentityProviderBeingLocked" } });
  expect(await refuse("quota")).toMatchObject({ status: 403, body: { Code: "QuotaExceeded.User" } });
  expect(await refuse("throttle")).toMatchObject({ status: 400, body: { Code: "Throttling.User" } });
});
