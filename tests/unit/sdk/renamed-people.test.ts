import { directories } from "../../../provider/directories";
import type { Kind } from "../../../provider/model/kind";
import type { Fields } from "../../../provider/model/values";
import type { DeclaredUser } from "../../../sdk/lib/gate/departures";
import type { ManagedUser } from "../../../sdk/lib/run/managed-users";
import { renamedWarning } from "../../../sdk/lib/gate/renamed-people";

describe.each(Object.values(directories).map(({ name, kinds }) => [name, kinds.User] as const))("who leaves %s", (name, kind: Kind) => {
  const leaver = (key: string, declared: Fields, more: Partial<ManagedUser> = {}): ManagedUser => ({
    kind,
    resource: key,
    key,
    declared: { [kind.naturalKey]: key, ...declared },
    ...more,
  });
  const joiner = (key: string, fields: Fields): DeclaredUser => ({
    kind,
    resource: key,
    aliases: [],
    fields: { [kind.naturalKey]: key, ...fields },
  });
  const fieldsOf = (...meanings: readonly string[]): readonly string[] =>
    Object.keys(kind.fields).filter((field) => meanings.includes(kind.fields[field]?.means ?? ""));

  test.each(fieldsOf("email", "phone", "external-id"))("while somebody joins with the same %s is named, without the value", (field) => {
    const value = kind.fields[field]?.means === "phone" ? "138 0013 8000" : "Wei@Pier.example";
    const now = kind.fields[field]?.means === "phone" ? "13800138000" : "wei@pier.example";
    const text = renamedWarning([leaver("wang_wei", { [field]: value }), leaver("ann", {})], [joiner("wei_wang", { [field]: now })]) ?? "";
    expect(text).toMatch(/^1 user seems to get another key: the account of the former one will be deleted/);
    expect(text).toContain(`  ${name} user wang_wei leaves, wei_wang joins with the same ${field}\n`);
    expect(text).not.toContain(now);
    expect(text.includes('{ aliases: [{ name: "wang_wei" }] }')).toBe(kind.fields[kind.naturalKey]?.change.kind === "in-place");
    expect(
      renamedWarning([leaver("wang_wei", { [field]: value }, { hidden: true, resource: "w1" })], [joiner("x", { [field]: now })]),
    ).toContain("user w1 leaves");
  });

  test.each(fieldsOf("email", "phone", "external-id"))("with a %s that somebody who stays has as well is no matter", (field) => {
    const value = kind.fields[field]?.means === "phone" ? "138 0013 8000" : "desk@pier.example";
    const shared = { [field]: value };
    const own = { [field]: kind.fields[field]?.means === "phone" ? "13900139000" : "own@pier.example" };
    const warned = (stays: Fields) => renamedWarning([leaver("a_li", shared)], [joiner("b_wu", shared)], [joiner("c_yu", stays)]);
    expect(warned(shared)).toBeUndefined();
    expect(warned(own)).toContain(`a_li leaves, b_wu joins with the same ${field}`);
  });

  test("or with the same name alone, or while nobody joins so, is no matter", () => {
    for (const field of [...fieldsOf("name"), ...fieldsOf("note")])
      expect(renamedWarning([leaver("a", { [field]: "Wang Wei" })], [joiner("b", { [field]: "Wang Wei" })])).toBeUndefined();
    expect(
      renamedWarning([leaver("a", { email: "a@x.example", phone: "" })], [joiner("b", { email: "b@x.example", phone: "" })]),
    ).toBeUndefined();
    expect(renamedWarning([], [joiner("b", {})])).toBeUndefined();
  });
});
