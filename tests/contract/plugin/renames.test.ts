import { directories } from "../../../provider/directories";
import type { Directory } from "../../../provider/model/kind";
import type { Fields } from "../../../provider/model/values";
import { samplePerson } from "../cli/sample-people";
import { freshPluginWorld, type Resource } from "./plugin-world";

const world = freshPluginWorld();

const RENAMING = Object.values<Directory>(directories).filter(
  ({ kinds: { User } }) => User.fields[User.naturalKey]?.change.kind === "in-place",
);

/** Who gets the next key: a user of its own, or a member of a set. */
const FORMS: readonly (readonly [string, string, (person: Fields) => Fields])[] = [
  ["a user", "User", (person) => person],
  ["a member of a set", "UserSet", (person) => ({ users: { one: person } })],
];

describe.each(RENAMING)("an account of $name that is renamed", ({ name, kinds: { User } }) => {
  const [ann, eve] = [samplePerson(name, 1), samplePerson(name, 2)];
  const renamed = { ...ann, [User.naturalKey]: eve[User.naturalKey] ?? "" };
  const successor: Resource = { type: `${name}:User`, name: "ann" };

  async function keys(): Promise<readonly unknown[]> {
    const { wire = User.naturalKey } = User.fields[User.naturalKey] ?? {};
    return (await world().stored(name)).map((user) => user[wire]).sort();
  }

  test.each(FORMS)(
    "as that of %s is not taken over under the former key by a resource that the engine makes at the same time",
    async (_, type, of) => {
      const it: Resource = { type: `${name}:${type}`, name: "first" };
      const maker = await world().process();
      const before = (await maker.check(it, of(ann))).inputs;
      const { id, properties } = await maker.create(it, before);

      const process = await world().process();
      const after = (await process.check(it, of(renamed), before)).inputs;
      await process.diff(it, id, properties, after);
      const news = (await process.check(successor, ann)).inputs;
      await expect(process.create(successor, news)).rejects.toThrow(/another resource of this program has this user already.*dependsOn/s);
      const kept = await process.update(it, id, properties, after);
      expect(await keys()).toEqual([eve[User.naturalKey]]);
      expect(kept).toMatchObject(type === "User" ? { [User.idOutput]: id } : {});

      const next = await world().process();
      const another = { ...samplePerson(name, 3), [User.naturalKey]: ann[User.naturalKey] ?? "" };
      await next.create(successor, (await next.check(successor, another)).inputs);
      expect(await keys()).toEqual([ann, eve].map((person) => person[User.naturalKey]));
    },
  );
});
