import type { Fields } from "../../../provider/model/values";
import { freshPluginWorld, type Resource } from "./plugin-world";

const world = freshPluginWorld();

/** Settings that name the same emulator otherwise, as another place would be named; no run has compared them with those of the state. */
function abroad(): Fields {
  const { edsEndpoint } = world().settings();
  return { edsEndpoint: String(edsEndpoint).replace("127.0.0.1", "localhost") };
}

const CASES: readonly { readonly it: Resource; declared(email: string): Fields }[] = [
  { it: { type: "eds:User", name: "alice" }, declared: (email) => ({ endUserId: "alice", email }) },
  { it: { type: "eds:UserSet", name: "crew" }, declared: (email) => ({ users: { alice: { email } } }) },
];

test.each(CASES.map((one) => ({ ...one, type: one.it.type })))(
  "$type: state keeps the place, and at another one nobody else's account is changed or ended, or taken for the person's",
  async ({ it, declared }) => {
    const emails = async (): Promise<readonly unknown[]> => (await world().stored("eds")).map((user) => user["Email"]);
    const home = await world().process();
    const { inputs } = await home.check(it, declared("ours@example.com"));
    const { id, properties } = await home.create(it, inputs);
    expect(properties).toMatchObject({ __place: expect.stringMatching(/^[0-9a-f]{8}$/) });
    expect(await (await world().process(abroad())).update(it, id, properties, inputs)).toMatchObject({ __place: properties["__place"] });

    const stranger = { service: "eds", user: "alice", set: { Email: "stranger@example.com" } };
    await world().control("POST", "drift", JSON.stringify(stranger));
    const later = await world().process(abroad());
    const { inputs: news } = await later.check(it, declared("new@example.com"), inputs);
    await expect(later.update(it, id, properties, news)).rejects.toThrow();
    const left = await world().process(abroad());
    await expect(left.delete(it, id, properties)).rejects.toThrow("who differs");
    expect(await emails()).toEqual(["stranger@example.com"]);
    expect(JSON.stringify(await left.read(it, id, properties, inputs))).not.toContain("stranger@example.com");
    await (await world().process()).delete(it, id, properties);
    expect(await emails()).toEqual([]);
  },
);
