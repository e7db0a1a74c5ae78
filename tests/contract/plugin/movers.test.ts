import { directories } from "../../../provider/directories";
import type { Directory } from "../../../provider/model/kind";
import type { Fields } from "../../../provider/model/values";
import { samplePerson } from "../cli/sample-people";
import { freshPluginWorld, type LocalProcess, type Resource } from "./plugin-world";

const world = freshPluginWorld();
const QUIET_MS = 1_000;
const DECLARED = /while another resource declares the same person/;
const LEAVES = /leaves a set in this run, and whose account would end/;
const LOST = /a set has ended the account earlier in this run, so that this is a new one/;

/** What happens while somebody waits for the program to be quiet; each of several in a moment of its own. */
function meanwhile(...happens: (() => Promise<void>)[]): void {
  const { clock } = world();
  const sleep = clock.sleep.bind(clock);
  jest.spyOn(clock, "sleep").mockImplementation(async (ms) => {
    if (ms === QUIET_MS) await happens.shift()?.();
    await sleep(ms);
  });
}

/** A set as an earlier run has made it, and how a process changes it. */
async function made(name: string, directory: string, before: Fields) {
  const set = { type: `${directory}:UserSet`, name };
  const maker = await world().process();
  const olds = (await maker.check(set, { users: before })).inputs;
  const { id, properties } = await maker.create(set, olds);
  return async (process: LocalProcess, after: Fields) => {
    const { inputs, failures } = await process.check(set, { users: after }, olds);
    expect(failures).toEqual([]);
    return {
      diff: async (): Promise<void> => void (await process.diff(set, id, properties, inputs)),
      update: () => process.update(set, id, properties, inputs),
    };
  };
}

async function endings(): Promise<readonly string[]> {
  return Object.keys(await world().calls()).filter((action) => /Remove|Delete|batch-delete/.test(action));
}

/** Who may come to have somebody, as the engine asks about it; resolves with why that is refused. */
const JOINS: Readonly<Record<string, (process: LocalProcess, directory: string, person: Fields) => Promise<string>>> = {
  "a user of its own": (process, directory, person) => asked(process, { type: `${directory}:User`, name: "ann" }, person),
  "another set": (process, directory, person) => asked(process, { type: `${directory}:UserSet`, name: "desk" }, { users: { ann: person } }),
};

async function asked(process: LocalProcess, it: Resource, news: Fields): Promise<string> {
  return (await process.check(it, news)).failures.map(({ reason }) => reason).join();
}

describe.each(Object.values<Directory>(directories))(
  "a member who leaves a set of $name without a preview",
  ({ name, kinds: { User } }) => {
    const [ann, bob] = [samplePerson(name, 1), samplePerson(name, 2)];

    async function leaving() {
      const changed = await made("team", name, { ann, bob });
      const process = await world().process();
      const { diff, update } = await changed(process, { bob });
      await diff();
      return { process, update };
    }

    test.each(Object.entries(JOINS))("keeps the account when %s is heard of while the set is updated", async (_, join) => {
      const { process, update } = await leaving();
      let refused = "";
      meanwhile(
        async () => void (await asked(process, { type: `${name}:Group`, name: "crew" }, { groupName: "crew" })),
        async () => void (refused = await join(process, name, ann)),
      );
      await expect(update()).rejects.toThrow(DECLARED);
      expect(refused).toMatch(LEAVES);
      expect(await endings()).toEqual([]);
    });

    test("keeps it while a component is at work that has told of nobody yet, whom the engine may not even come to ask about", async () => {
      const { process, update } = await leaving();
      const told = process.plugin.quiet.begin();
      const nothing = (): Promise<void> => Promise.resolve();
      meanwhile(nothing, nothing, async () => {
        await process.plugin.expect("urn:roster", [{ kind: User, fields: ann }]);
        told();
        told();
      });
      await expect(update()).rejects.toThrow(DECLARED);
      expect(await endings()).toEqual([]);
    });

    test("keeps it while a group is being made, for which the next declaration may wait", async () => {
      const { process, update } = await leaving();
      const crew = { type: `${name}:Group`, name: "crew" };
      const { inputs } = await process.check(crew, { groupName: "crew" });
      await world().control("POST", "faults", `${name}:* slow ms=300`);
      await world().control("DELETE", "calls");
      let made: Promise<unknown> | undefined;
      meanwhile(
        async () => {
          made = process.create(crew, inputs);
          while (Object.keys(await world().calls()).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
        },
        async () => {
          await made;
          await asked(process, { type: `${name}:User`, name: "ann" }, ann);
        },
      );
      await expect(update()).rejects.toThrow(DECLARED);
      expect(await endings()).toEqual([]);
    });

    test.each(Object.entries(JOINS))("is told of when %s is heard of after the set has ended the account", async (_, join) => {
      const { process, update } = await leaving();
      await update();
      const told = (): number => world().lines.filter(({ message }) => LOST.test(message)).length;
      const before = told();
      expect(await join(process, name, samplePerson(name, 3))).toBe("");
      expect(told()).toBe(before);
      expect(await join(process, name, ann)).toBe("");
      expect(told()).toBe(before + 1);
    });

    test("loses it where nobody else has the person, however long a component takes", async () => {
      const { process, update } = await leaving();
      process.plugin.quiet.begin();
      await update();
      expect(await endings()).toHaveLength(1);
    });
  },
);

describe.each(["eds", "workspace"])("a member of %s who gets another key under the same name", (name) => {
  const [ann, bob, eve, max] = [samplePerson(name, 1), samplePerson(name, 2), samplePerson(name, 3), samplePerson(name, 4)] as const;

  async function rekeying() {
    const changed = await made("team", name, { one: ann, two: bob });
    const process = await world().process();
    return { process, change: () => changed(process, { one: eve, two: bob }) };
  }

  test.each(Object.entries(JOINS))("is refused while %s has the former one, whichever comes first", async (_, join) => {
    const setFirst = await rekeying();
    await (await setFirst.change()).diff();
    expect(await join(setFirst.process, name, ann)).toMatch(LEAVES);

    const setLast = await rekeying();
    expect(await join(setLast.process, name, ann)).toBe("");
    await expect((await setLast.change()).diff()).rejects.toThrow(/users\.one: gets another \w+, which would end the account/);
  });

  test("is refused while the next one is that of somebody who leaves another set", async () => {
    const changed = await made("desk", name, { eve, max });
    const { process, change } = await rekeying();
    await (await changed(process, { max })).diff();
    await expect((await change()).diff()).rejects.toThrow(LEAVES);
  });

  test("is somebody else where nobody is declared under the former one, which is free afterwards", async () => {
    const { process, change } = await rekeying();
    const { diff, update } = await change();
    await diff();
    await update();
    expect(await endings()).toHaveLength(1);
    expect((await process.check({ type: `${name}:User`, name: "ann" }, ann)).failures).toEqual([]);
  });
});
