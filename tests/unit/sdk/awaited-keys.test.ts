import { directories } from "../../../provider/directories";
import type { Directory, Kind } from "../../../provider/model/kind";
import type { Fields } from "../../../provider/model/values";
import { setTypeOf, typeOf } from "../../../provider/pulumi/names";
import type { Judge } from "../../../sdk/lib/gate/judge";
import type { Pending } from "../../../sdk/lib/gate/pending";
import { judgesOfPrograms, pendingOf } from "./judged";

const judgeWith = judgesOfPrograms();

function declared(kind: Kind, many: boolean, name: string, key: string): Pending {
  const person: Fields = { [kind.naturalKey]: key };
  return pendingOf({ kind, many, name, known: () => (many ? { users: { one: person } } : person) });
}

/** The state in which a user or a set has an account of that key. */
async function judgeAfter(kind: Kind, many: boolean, key: string): Promise<Judge> {
  const type = many ? setTypeOf(kind) : typeOf(kind);
  const person = { [kind.naturalKey]: key, [kind.idOutput]: kind.idOutput === kind.naturalKey ? key : "id-1" };
  const outputs = many ? { users: { one: JSON.stringify({ [kind.naturalKey]: key }) }, ids: { one: "id-1" }, __form: 1 } : person;
  const account = { type: "pulumi:providers:pulumi-nodejs", outputs: {} };
  return judgeWith({ [`urn:pulumi:dev::p::${type}::giver`]: { type, outputs }, [`urn:pulumi:dev::p::${account.type}::default`]: account });
}

const FORMS = [false, true].flatMap((giver) =>
  [false, true].map((taker) => [giver ? "a member" : "a user", taker ? "a member" : "a user", giver, taker] as const),
);

describe.each(Object.values<Directory>(directories))(
  "a key of $name that is given up and taken in one run",
  ({ kinds: { User: kind } }) => {
    const isRenamed = kind.fields[kind.naturalKey]?.change.kind === "in-place";

    test.each(FORMS)(
      "by %s who stays and by %s who is new: the taker is told whose account is not to be taken over",
      async (_giver, _taker, gives, takes) => {
        const judge = await judgeAfter(kind, gives, "dan_wu");
        const [giver, taker] = [declared(kind, gives, "giver", "dan_old"), declared(kind, takes, "taker", "dan_wu")];
        judge.take([giver, taker]);
        // Where no account can be renamed, another key is another account.
        expect(judge.admission(taker).taken).toEqual(isRenamed ? ["id-1"] : []);
        expect(judge.admission(giver).taken).toEqual([]);
      },
    );

    test("by somebody who leaves tells nobody", async () => {
      const judge = await judgeAfter(kind, false, "dan_wu");
      const taker = declared(kind, false, "taker", "dan_wu");
      judge.take([taker]);
      expect(judge.admission(taker).taken).toEqual([]);
    });
  },
);
