import type { InProcessCloud, StoredUser } from "./in-process-cloud";
import type { People } from "./people";
import type { Roster } from "./roster";
import type { SmallEngine } from "./small-engine";

/** What a person has before them who reads an error. */
interface World {
  readonly people: People;
  readonly roster: Roster;
  readonly cloud: InProcessCloud;
  readonly engine: SmallEngine;
  bystanders(): readonly StoredUser[];
  /** Leaves whoever moves to a set under the former key. @returns whether the key was to change */
  keepKey(name: string): boolean;
}

/** A person who does what errors advise. */
export class Remedies {
  constructor(private readonly world: World) {}

  /** The remedies that the error names. */
  async follow(name: string, text: string): Promise<void> {
    const { roster, cloud, engine, people, keepKey } = this.world;
    if (text.includes("ResourceDuplicated.") && keepKey(name)) return;
    const applied = engine.state.get(name)?.inputs ?? engine.people().get(name)?.fields ?? {};
    // Somebody else's account has the name that a living one is to take.
    const nameTaken =
      /UpdateUser failed/.test(text) && text.includes("ERR_ALREADY_EXISTS") && !/ResourceDuplicated\.(?!Username)/.test(text);
    if (nameTaken || text.includes("delete the account and run again"))
      return cloud.remove(String(roster.program.get(name)?.[people.directory.kinds.User.naturalKey]));
    if (/ResourceDuplicated\.(?!Username)/.test(text)) {
      await this.clearAway();
      return this.letGo(name);
    }
    for (const [, fields = ""] of text.matchAll(
      /((?:\w+ and )*\w+) (?:differs from the cloud and cannot be changed while onDelete|differs from the cloud, so that|cannot be changed while onDelete)/g,
    )) {
      for (const field of fields.split(" and ")) roster.restore(name, field, applied[field]);
    }
    // A key that only changes case, where that is no other person.
    const [, field, former] = /(?:Write|Declare) (\w+): ("(?:[^"\\]|\\.)*") (?:as before|to manage that account)/.exec(text) ?? [];
    if (field !== undefined && former !== undefined) return roster.restore(name, field, JSON.parse(former));
    // Who may set a password hangs on who activates the account, so that both go back together.
    if (text.includes("ut the old value back") || /ownerType (?:and \w+ )*differs/.test(text))
      roster.restore(name, "password", applied["password"]);
    else if (text.includes("or drop password from the program")) roster.restore(name, "password", undefined);
    else if (text.includes('onExisting: "adopt"') || text.includes('onExisting: "match"')) roster.adopt(name);
  }

  /** An account that was taken over keeps what its owner does not declare, so that the owner declares to be without what another is to get. */
  private async letGo(taker: string): Promise<void> {
    const { people, roster, cloud } = this.world;
    const { naturalKey, fields } = people.directory.kinds.User;
    const wanted = roster.program.get(taker) ?? {};
    const held = new Map((await cloud.users()).map((user) => [String(user[people.naming.key]), people.shown(user)]));
    const movable = Object.keys(fields).filter(
      (field) => fields[field]?.unique !== undefined && field !== naturalKey && fields[field].change.kind === "in-place",
    );
    for (const [owner, declared] of [...roster.program])
      for (const field of movable)
        if (owner !== taker && declared[field] === undefined && wanted[field] !== undefined)
          if (held.get(String(declared[naturalKey]))?.[field] === wanted[field]) roster.restore(owner, field, "");
  }

  /** Removes the accounts that nobody declares and that hold what has to be unique: left by killed runs, kept, or there before. */
  private async clearAway(): Promise<void> {
    const { people, roster, cloud, engine, bystanders } = this.world;
    const { id, key } = people.naming;
    const held = new Set([...engine.people().values()].map((person) => person.id));
    const declared = new Set(roster.keys());
    const stays = (user: StoredUser): boolean =>
      held.has(String(user[id])) || declared.has(String(user[key])) || bystanders().some((other) => other[id] === user[id]);
    for (const user of await cloud.users()) if (!stays(user)) await cloud.remove(String(user[key]));
  }
}
