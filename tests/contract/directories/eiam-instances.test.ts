import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eiamTables } from "../../../emulator/eiam/records";
import { FileStore } from "../../../emulator/store/file-store";
import { createUser } from "../../../provider/lifecycle/create";
import type { Context } from "../../../provider/lifecycle/context";
import type { Fields } from "../../../provider/model/values";
import { KeyStack } from "../credentials/key-stack";

const SECOND = "idaas_second";
const SECOND_ROOT = "ou_second00000000000000000000";

let folder: string;
let stack: KeyStack;
let context: Context;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "rollcall-instances-"));
  const dataFile = join(folder, "world.jsonl");
  stack = await KeyStack.start({ dataFile });
  const store = await FileStore.open(dataFile, { newIdentity: () => stack.emulator });
  await store.write((tables) => {
    const made = { CreateTime: 0, UpdateTime: 0 };
    eiamTables.instances(tables).put(SECOND, { InstanceId: SECOND, RootOrganizationalUnitId: SECOND_ROOT, LastUserNumber: 0 });
    eiamTables
      .organizationalUnits(tables)
      .put(SECOND_ROOT, {
        OrganizationalUnitId: SECOND_ROOT,
        InstanceId: SECOND,
        OrganizationalUnitName: "Second",
        OrganizationalUnitExternalId: SECOND_ROOT,
        ...made,
      });
  });
  await store.close();
  context = await stack.open("eiam", stack.keys);
});

afterEach(async () => {
  await stack.stop();
  rmSync(folder, { recursive: true });
});

function inFirst(username: string): Fields {
  const { instanceId, rootOrganizationalUnitId } = stack.emulator.eiam;
  return { instanceId, username, primaryOrganizationalUnitId: rootOrganizationalUnitId };
}

function inSecond(username: string): Fields {
  return { instanceId: SECOND, username, primaryOrganizationalUnitId: SECOND_ROOT };
}

test("a name that is taken in one instance, in whatever case, is free in another", async () => {
  await createUser(context, inFirst("alice"));
  await expect(createUser(context, inFirst("Alice"))).rejects.toThrow(/has an account named alice/);
  const other = await createUser(context, inSecond("Alice"));
  expect(other.failures).toEqual([]);
  await expect(createUser(context, inSecond("alice"))).rejects.toThrow(/has an account named Alice/);
  expect(await stack.count("eiam")).toBe(2);
});

test("an account of another instance is not taken over", async () => {
  const first = await createUser(context, { ...inFirst("bobby"), displayName: "Bobby" });
  const second = await createUser(context, { ...inSecond("bobby"), displayName: "Robert", onExisting: "adopt" });
  expect(second.ref.id).not.toBe(first.ref.id);
  expect(second.outputs["adopted"]).toBeUndefined();
  expect(await stack.count("eiam")).toBe(2);
});
