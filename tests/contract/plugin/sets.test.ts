import { type Fields, record, UNKNOWN } from "../../../provider/model/values";
import { isEnvelope, sealedValue } from "../../../provider/pulumi/sealed";
import { freshPluginWorld } from "./plugin-world";

const world = freshPluginWorld();
const desk = { type: "workspace:UserSet", name: "desk" };
const member = (name: string, more: Fields = {}): Fields => ({ userEmail: `${name}@example.com`, ...more });

test("members live as texts in state, whatever the program writes, and their secrets apart", async () => {
  const process = await world().process();
  const users = { tom: member("tom", { description: sealedValue("canary-note"), password: "Canary-pass-7" }), ann: member("ann") };
  const { inputs, failures } = await process.check(desk, { users });
  expect(failures).toEqual([]);
  expect(record(inputs["users"])["ann"]).toBe('{"userEmail":"ann@example.com"}');
  const secrets = record(record(inputs["secrets"])["tom"]);
  expect([isEnvelope(secrets["description"]), isEnvelope(secrets["password"])]).toEqual([true, true]);
  expect(JSON.stringify(inputs["users"])).not.toMatch(/canary/i);

  const made = await process.create(desk, inputs);
  expect(made.properties).toMatchObject({ users: inputs["users"], secrets: inputs["secrets"] });
  expect(await process.diff(desk, made.id, made.properties, inputs)).toMatchObject({ changes: "DIFF_NONE" });
  expect(await (await world().process()).read(desk, made.id, made.properties, inputs)).toEqual({
    id: made.id,
    properties: made.properties,
    inputs,
  });
});

test("a change is shown where it stands: the member's text, or the secret of its own", async () => {
  const first = await world().process();
  const before = { users: { tom: member("tom", { description: sealedValue("canary-note") }), ann: member("ann"), eve: member("eve") } };
  const { inputs: checked } = await first.check(desk, before);
  const made = await first.create(desk, checked);
  const process = await world().process();
  const users = { tom: member("tom", { description: sealedValue("canary-other") }), ann: member("anna"), bob: member("bob") };
  const { inputs } = await process.check(desk, { users }, checked);
  expect(await process.diff(desk, made.id, made.properties, inputs)).toEqual({
    changes: "DIFF_SOME",
    replaces: [],
    deleteBeforeReplace: false,
    detailed: { "users.ann": "UPDATE", "secrets.tom.description": "UPDATE", "users.bob": "ADD", "users.eve": "DELETE" },
  });
  const updated = await process.update(desk, made.id, made.properties, inputs);
  expect(Object.keys(record(updated["users"])).sort()).toEqual(["ann", "bob", "tom"]);
  expect((await world().stored("workspace")).map((user) => user["user_email"]).sort()).toEqual([
    "anna@example.com",
    "bob@example.com",
    "tom@example.com",
  ]);
});

test("whoever is refused is named by place in the text, and nobody's value is shown beside it", async () => {
  const process = await world().process();
  const users = { tom: member("tom", { emial: "x" }), ann: member("ann", { userEmail: sealedValue("canary@@") }) };
  const { failures } = await process.check(desk, { users });
  expect(failures).toEqual([
    { property: "", reason: expect.stringContaining("users.ann.userEmail") },
    { property: "", reason: expect.stringContaining("users.tom.emial is not a field") },
  ]);
  expect(JSON.stringify(failures)).not.toMatch(/canary/);
});

test("one member whom the service refuses costs the others nothing, and the set keeps a state without secrets in clear", async () => {
  const process = await world().process();
  await process.create({ type: "workspace:User", name: "other" }, { userName: "ann", userEmail: "taken@example.com" });
  const users = { tom: member("tom", { password: "Canary-pass-7" }), ann: member("ann") };
  const { inputs } = await process.check(desk, { users });
  const error = await process.create(desk, inputs).then(
    () => undefined,
    (failure: unknown) => failure,
  );
  expect(String(error)).toMatch(/1 user of the set could not be brought in line/);
  const [details] = (error as { metadata: { get(name: string): Buffer[] } }).metadata.get("grpc-status-details-bin");
  const text = String(details);
  expect(text).toContain("ErrorResourceInitFailed");
  expect(text).toContain("tom@example.com");
  expect(text).toContain("1b47061264138c4ac30d75fd1eb44270");
  expect(await world().stored("workspace")).toHaveLength(2);
});

test("unknown members and values pass through a preview as they are", async () => {
  const process = await world().process();
  for (const users of [UNKNOWN, { ann: UNKNOWN, tom: member("tom") }, { ann: member("ann", { description: UNKNOWN }) }]) {
    const { inputs, failures } = await process.check(desk, { users });
    expect(failures).toEqual([]);
    expect((await process.create(desk, inputs, true)).properties).toMatchObject({ ids: UNKNOWN });
  }
});

test.each([UNKNOWN, ["ug-1", UNKNOWN]])(
  "a value of a member that is not known yet (%j) stands apart, where a preview shows it as such",
  async (groupIds) => {
    const process = await world().process();
    const known = (await process.check(desk, { users: { ann: member("ann", { groupIds: ["ug-0"] }) } })).inputs;
    const made = await process.create(desk, known, true);
    const { inputs } = await process.check(desk, { users: { ann: member("ann", { groupIds }) } }, known);
    expect(inputs).toMatchObject({ linked: { ann: { groupIds } } });
    expect(JSON.stringify(inputs["users"])).not.toContain(UNKNOWN);
    const properties = { ...made.properties, ids: { ann: "u-1" } };
    expect(await process.diff(desk, "set-1", properties, inputs)).toMatchObject({
      changes: "DIFF_SOME",
      detailed: { "linked.ann.groupIds": expect.anything() },
    });
    expect(await process.update(desk, "set-1", properties, inputs, true)).toMatchObject({ linked: { ann: { groupIds } } });
  },
);
