import fc from "fast-check";
import { isReadable } from "../../../provider/model/field";
import type { Kind } from "../../../provider/model/kind";
import type { Fields, Json } from "../../../provider/model/values";

/** Texts that mean something to a table, a spreadsheet, YAML, a program or a page on their own. */
const TEXTS = [
  ..."Wang, Alice|Tom \"Red\" Reed|line one\nline two|one\r\ntwo|a\tb|a;b|a=b|a\\;b|=1+1|'=x|'|''|'x|’5|+5|-5|@wei|-anna|@_|@-".split("|"),
  ..."%20|%E6%9D%8E|&amp;|D&#39;Angelo|a&amp;b@example.com|who?Wang|é|e\u0301|ﬁ|ＡＢＣ|１２３|_x0041_|#c|# x|#REF!|#N/A|<b>".split("|"),
  ..."😀|👩‍👩‍👧|𠮷野家|אבג|مرحبا|abc\u200f|\u202eabc|x\u200by|\ufeffx|\u00a0x|\u0085|a\u2028b| x|x |a  b".split("|"),
  ..."2027-03-31|1/2|3 May|12:30|190:20:30|1e5|1E+10|0012|123.0|1,000|12345678901234567890|0x1F|0o17|1_000|.inf|NaN|5%".split("|"),
  ..."true|FALSE|yes|no|y|null|NULL|~|N/A|-|?|(none)|(generate)|text:x|text:Null|id:x|env:HOME|${HOME}|[secure]".split("|"),
  ...'[a]|{a: 1}|- x|? x|: x|a: b|x #c|!env X|&anchor|*alias|`b|%YAML|---|...|<<|"q"|\'q\'|“x”|="001"'.split("|"),
  ..."__proto__|constructor|toString|user|total|Total: 45|合计|备注|end|'t Hooft|<<<<<<< HEAD".split("|"),
  ...["a|b", "|", "> x", ""],
];
const part = fc.oneof(fc.constantFrom(...TEXTS), fc.string({ maxLength: 8 }), fc.string({ maxLength: 4, unit: "binary" }));
const text = fc.oneof(
  part,
  fc.tuple(part, part).map(([one, other]) => one + other),
);

const value: fc.Arbitrary<Json> = fc.oneof(
  { weight: 4, arbitrary: text },
  fc.boolean(),
  fc.constantFrom("enabled", "disabled", "2030-06-30T12:00:00Z", "2031-01-02 03:04:05", "USER_ACTIVATE", "86", "0086"),
  fc.uniqueArray(fc.oneof(text, fc.constantFrom("ug-a", "001", "1")), { maxLength: 3 }),
  fc.array(fc.record({ fieldName: text, fieldValue: text }), { maxLength: 2 }),
);
const phone = fc.constantFrom("13800138000", "+8613800138000", "+442079460123", "010-62341234", "138****8000", "00123", "+1(0)1234567");

/** Names that every directory and every roster takes. */
export const PLAIN_KEY = /^[a-z]{4}_[0-9]{2}$/;
const key = fc.oneof(fc.stringMatching(PLAIN_KEY), fc.constantFrom("001", "007", "1e5", "may2", "sum", "true", "null"), text);

/** People as a cloud may hold them, whoever has put them there. Each has an address; what no two may share, one has. */
export function awkwardPeople({ fields, naturalKey }: Kind): fc.Arbitrary<readonly Fields[]> {
  const specs = Object.entries(fields).filter(([name, spec]) => isReadable(spec) && name !== naturalKey);
  const values = fc
    .subarray(specs)
    .chain((chosen) => fc.record(Object.fromEntries(chosen.map(([name, { means }]) => [name, means === "phone" ? phone : value]))));
  const person = fc.tuple(key, values);
  return fc.uniqueArray(person, { selector: ([name]) => name.normalize("NFKC").toLowerCase(), minLength: 1, maxLength: 4 }).map((people) =>
    people.map(([name, more], index) => {
      const shared = Object.entries(more).filter(([field]) => index === 0 || fields[field]?.unique === undefined);
      const needed = specs.flatMap(([field, { means, required }]): readonly (readonly [string, Json])[] => {
        if (means === "email") return [[field, `p${index}@example.com`]];
        // The service tells these of everybody who has an address or a number.
        if (field.endsWith("Verified")) return [[field, true]];
        if (means === "phone-region") return [[field, "86"]];
        return required && means === "unit" ? [[field, "ou_design"]] : [];
      });
      return { ...Object.fromEntries([...shared, ...needed]), [naturalKey]: name };
    }),
  );
}
