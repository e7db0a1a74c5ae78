import type { Kind } from "../../../provider/model/kind";
import type { Directory } from "../../../provider/model/kind";
import { directories } from "../../../provider/directories";
import { UNKNOWN } from "../../../provider/model/values";
import { typeOf } from "../../../provider/pulumi/names";
import type { Fields } from "../../../provider/model/values";
import type { Verdict } from "../../../sdk/lib/gate/judge";
import type { Pending } from "../../../sdk/lib/gate/pending";
import { judgesOfPrograms, pendingOf } from "./judged";

const judgeWith = judgesOfPrograms();
const MANY = 12;

const replacing = ({ fields, naturalKey, parentFields }: Kind): string | undefined =>
  Object.keys(fields).find((one) => fields[one]?.change.kind === "replaces" && one !== naturalKey && !parentFields.includes(one));

const cases = Object.values<Directory>(directories).flatMap(({ name, kinds: { User: kind } }) => {
  const field = replacing(kind);
  return field === undefined ? [] : [[name, kind, field] as const];
});

describe.each(cases)("a value of %s that depends on another resource", (_name, kind, field) => {
  const names = Array.from({ length: MANY }, (_, index) => `user_${index}`);
  const declared = (name: string, values: Map<string, string>): Pending =>
    pendingOf({ kind, many: false, name, known: (): Fields => ({ [kind.naturalKey]: name, [field]: values.get(name) ?? UNKNOWN }) });
  const held = (verdict: Verdict | Error): number | string => (verdict instanceof Error ? verdict.message : verdict.open.size);
  const start = async () => {
    const judge = await judgeWith(
      Object.fromEntries(
        names.map((name) => {
          const type = typeOf(kind);
          return [`urn:pulumi:dev::p::${type}::${name}`, { type, outputs: { [kind.naturalKey]: name, [field]: "same" } }];
        }),
      ),
    );
    const values = new Map<string, string>();
    const group = names.map((name) => declared(name, values));
    return { judge, values, group };
  };

  test("stops no run while it is not known, and holds those back whom it concerns", async () => {
    const { judge, group, values } = await start();
    judge.take(group);
    expect(held(judge.verdict("at exit", false))).toBe(MANY);
    for (const name of names) values.set(name, "same");
    expect(held(judge.secondVerdict(new Set(group), false))).toBe(0);
  });

  test("leaves open, where somebody is refused later, whether others have gone on", async () => {
    const { judge, group } = await start();
    const bad = { ...declared("bad", new Map()), known: (): Fields => ({ nonsense: "1" }) };
    expect(judge.refusal([bad], new Map())?.message).toContain("refuses 1 of 1 users; nothing was created or changed.\n");
    judge.take(group);
    for (const pending of group) judge.admission(pending);
    expect(judge.refusal([bad], new Map())?.message).toContain("refuses 1 of 1 users, in which others may have gone on already.\n");
  });

  test("stops the run before the first delete when it turns out to be another one for too many", async () => {
    const { judge, group, values } = await start();
    judge.take(group);
    judge.verdict("at exit", false);
    for (const name of names) values.set(name, "other");
    expect(held(judge.secondVerdict(new Set(group), false))).toContain(`before the first delete: it would delete ${MANY} of ${MANY}`);
  });
});
