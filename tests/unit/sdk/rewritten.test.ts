import { directories } from "../../../provider/directories";
import type { Kind } from "../../../provider/model/kind";
import { type DeclaredUser, departures } from "../../../sdk/lib/gate/departures";
import type { ManagedUser } from "../../../sdk/lib/run/managed-users";
import { objection } from "../../../sdk/lib/gate/objection";

const LIMITS = { maxDeletes: 10, maxDeleteShare: 0.2, allowed: undefined };

describe.each(Object.values(directories).map(({ name, kinds }) => [name, kinds.User] as const))("on %s", (_name, kind: Kind) => {
  const managed = (key: string, member?: string): ManagedUser => ({
    kind,
    resource: member === undefined ? key : "staff",
    ...(member !== undefined && { member }),
    key,
    declared: { [kind.naturalKey]: key },
  });
  const declared = (key: string, member?: string): DeclaredUser => ({
    kind,
    resource: member === undefined ? key : "staff",
    ...(member !== undefined && { member }),
    aliases: [],
    fields: { [kind.naturalKey]: key },
  });
  const objectionTo = (before: readonly ManagedUser[], now: readonly DeclaredUser[]) => objection(departures(before, now), LIMITS);

  test.each([
    ["001234", "1234"],
    ["1234", "001234"],
    ["00012", "012"],
    ["0", "000"],
    ["1234567", "1,234,567"],
    ["012345", "12 345"],
    ["1234", "1234.0"],
    ["1234", "1234,00"],
    ["1234", "+1234"],
    ["1234", "'001234"],
    ["1234", "1234."],
    ["1234", "#1234"],
    ["1234567", "$1,234,567.00"],
    ["1234", "１２３４"],
    ["1234", "١٢٣٤"],
    ["001239", "۱۲۳۹"],
    ["1234", "१२३४"],
    ["1234", "1.234E+03"],
    ["1234", "1,234e3"],
    ["120", "1.20E+002"],
    ["12e4", "120000"],
    ["001e2", "100"],
    ["1234", "1234e0"],
    ["1234567", "1.234.567"],
    ["1234567", "1.234.567,00"],
    ["1234567", "12,34,567"],
    ["1234567", "1_234_567"],
    ["1234567", "1'234'567.00"],
    ["1234567", "1,234,567.00 €"],
    ["1234", "1234元"],
    ["1234", "US$1234"],
    ["1234567", "١٬٢٣٤٬٥٦٧"],
    ["1234567", "12,34,567.00"],
    ["001234", '="1234"'],
    ["1234", '"1234"'],
    ["li-na", "'li–na'"],
    ["li-na", "li–na"],
    ["li-na", "li\u2011na"],
    ["li-na", "Li−Na"],
    ["o'neil", "o’neil"],
    ["li na", "li\u00a0na"],
    ["li na", "li  na"],
    ["lina", "li\u200bna"],
    ["lina", "li\u00adna"],
    ["josé", "jose"],
    ["Jose\u0301", "jose"],
    ["lina", "ｌｉｎａ"],
    ["王伟(外包)", "王伟（外包）"],
    ["2024_001", "2024001"],
    ["0123", "83"],
    ["1234567890123456789", "1234567890123456800"],
    ["1234567890123456789", "1234567890123450000"],
    ["1234567890123456789", "1234567890123456768"],
    ["2024000000000019", "2024000000000010"],
    ["00_17", "15"],
    ["łukasz", "lukasz"],
    ["Đorđe", "dorde"],
    ["sørlie", "sorlie"],
    ["alice", "alıce"],
    ["weiß", "weiss"],
    ["Æsa", "aesa"],
  ])("%s that becomes %s is one key, which stops the run", (then, now) => {
    const text = objectionTo([managed(then), managed("ann")], [declared(now), declared("ann")]) ?? "";
    expect(text).toContain(`user ${then} (resource ${then}) is now written ${now}`);
    expect(objectionTo([managed(now)], [declared(then)])).toContain(`is now written ${then}`);
    expect(text).toContain("format the column as text first");
    expect(objectionTo([managed(then, then)], [declared(now, now)])).toContain(`is now written ${now}`);
  });

  test.each([
    ["001234", "12345"],
    ["1234", "1.234"],
    ["e1234", "1234"],
    ["0012a", "12a"],
    ["1234", "1,23,4"],
    ["1234", "1234.5"],
    ["1234", "1.2345E+03"],
    ["1234", "1.23E+03"],
    ["1234", "1234e1"],
    ["1234", "12,34"],
    ["1234", "12_34"],
    ["1234", "n1234"],
    ["1239", "१२३४"],
    ["o'neil'", "o'neil"],
    ["1234", "1234-1"],
    ["1234", "-1234"],
    ["li-na", "lina"],
    ["li-na", "li_na"],
    ["かき", "がき"],
    ["user1", "userl"],
    ["0128", "86"],
    ["2024000000000011", "2024000000000012"],
    ["1234567890123456789", "1234567890123456788"],
    ["12345678901234567", "1234567890123456"],
    ["123", "83"],
    ["1_24", "124"],
  ])("%s and %s are two people", (then, now) => {
    expect(objectionTo([managed(then)], [declared(now)])).toBeUndefined();
  });

  test("two people whose numbers were alike before stay two, and who is renumbered by name alone may go", () => {
    expect(objectionTo([managed("007"), managed("7")], [declared("7")])).toBeUndefined();
    expect(objectionTo([managed("007")], [declared("007"), declared("7")])).toBeUndefined();
    expect(objectionTo([managed("007")], [])).toBeUndefined();
  });

  test("many are counted", () => {
    const numbers = Array.from({ length: 12 }, (_, index) => String(1000 + index));
    const text = objectionTo(
      numbers.map((number) => managed(`00${number}`)),
      numbers.map((number) => declared(number)),
    );
    expect(text).toContain("The keys of 12 users are");
    expect(text).toContain("and 2 more");
  });
});
