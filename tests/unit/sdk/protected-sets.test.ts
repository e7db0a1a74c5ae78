import { type Directory } from "../../../provider/model/kind";
import { directories } from "../../../provider/directories";
import { type DeclaredUser, departures, stayers } from "../../../sdk/lib/gate/departures";
import type { ManagedUser } from "../../../sdk/lib/run/managed-users";
import { protectedMembers, protectedObjection } from "../../../sdk/lib/gate/protected-sets";

describe.each(Object.values<Directory>(directories))("a protected set of $name", ({ name, kinds: { User: kind } }) => {
  const { naturalKey } = kind;
  const managed = (member: string, fields: Readonly<Record<string, string>> = {}): ManagedUser => ({
    kind,
    resource: "staff",
    member,
    key: member,
    declared: { [naturalKey]: member, ...fields },
  });
  const declared = (member: string, isProtected = true, fields = {}): DeclaredUser => ({
    kind,
    resource: "staff",
    aliases: [],
    member,
    isProtected,
    fields: { [naturalKey]: member, ...fields },
  });
  const judge = (before: readonly ManagedUser[], now: readonly DeclaredUser[]): string | undefined => {
    const staying = stayers(before, now);
    const set = { kind, resource: "staff", aliases: [], isProtected: now.every(({ isProtected }) => isProtected) };
    return protectedObjection(protectedMembers(departures(before, now, staying), staying, [set]));
  };

  test("keeps each member: the run stops before one who leaves is deleted, and names the person and the ways out", () => {
    const text = judge([managed("ann"), managed("ben")], [declared("ann")]);
    expect(text).toContain("1 member of a set with the option protect would lose the account");
    expect(text).toContain(`\n  ${name}:UserSet "staff": ben\n`);
    expect(text).toMatch(/run once without protect\..*onDelete: "retain"/);
  });

  test("and before one who would get another account, where a field asks for one", () => {
    const field = Object.keys(kind.fields).find(
      (one) => kind.fields[one]?.change.kind === "replaces" && one !== naturalKey && !kind.parentFields.includes(one),
    );
    if (field === undefined) return;
    const before = [managed("ann", { [field]: "a" })];
    expect(judge(before, [declared("ann", true, { [field]: "b" })])).toContain('UserSet "staff": ann');
    expect(judge(before, [declared("ann", false, { [field]: "b" })])).toBeUndefined();
  });

  test("not whose account stays, nor anybody of a set that is not protected any more", () => {
    const before = [managed("ann"), managed("ben", { onDelete: "retain" }), managed("cem", { onDelete: "disable" })];
    expect(judge(before, [declared("ann")])).toBeUndefined();
    expect(judge([managed("ann"), managed("ben")], [declared("ann", false)])).toBeUndefined();
  });
});
