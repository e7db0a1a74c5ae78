import fc from "fast-check";
import { RollcallError } from "../../../provider/model/error";
import { decodeRoster } from "../../../sdk/lib/roster/file/read-file";
import type { RosterRow } from "../../../sdk/lib/roster/people/parse";
import { unforced, writtenProblem } from "../../../sdk/lib/roster/cell/written";
import { directories, parse } from "./fixture";
import { encodeGb18030 } from "./gb18030";

const check = <T>(property: fc.IProperty<T>, numRuns = 200): void => fc.assert(property, { numRuns });

type Person = Readonly<Record<string, string | readonly string[] | boolean>>;

const HAN = [..."李娜王伟张芳刘洋陈杰欧阳雪赵敏孙浩，；“”"];
/** Neither a word for "nothing" nor an error word, and no number with a mark in front: those have tests of their own. */
const readsAsWritten = (value: string): boolean => writtenProblem(value, "name") === undefined && unforced(value) === value;
const plainText = fc.string({ unit: fc.constantFrom(...'abcXYZ019 ,;"|\n#=:-_()', ...HAN), minLength: 1, maxLength: 20 });
/** Text that a cell can carry: spaces around it do not count, `(none)` clears. */
const text = plainText.map((value) => value.trim()).filter((value) => value !== "" && value !== "(none)" && readsAsWritten(value));
const id = fc.stringMatching(/^[a-z][a-z0-9_-]{0,8}$/).filter((value) => writtenProblem(value, "identifier") === undefined);
const person = fc.record(
  {
    endUserId: fc.stringMatching(/^[a-z0-9_]{3,24}$/),
    email: fc.stringMatching(/^[a-z]{1,8}@[a-z]{1,8}\.co$/),
    phone: fc.stringMatching(/^1[3-9][0-9]{9}$/),
    realNickName: text,
    remark: text,
    groupIdList: fc.uniqueArray(id, { minLength: 1, maxLength: 4 }),
    isLocalAdmin: fc.boolean(),
  },
  { requiredKeys: ["endUserId", "email"] },
);
const people = fc.uniqueArray(person, { selector: ({ endUserId }) => endUserId, minLength: 1, maxLength: 8 });

const COLUMNS = ["endUserId", "email", "phone", "realNickName", "remark", "groupIdList", "isLocalAdmin"];

interface Style {
  readonly delimiter: string;
  readonly eol: string;
  readonly quoteAll: boolean;
  readonly comments: boolean;
  readonly order: readonly string[];
}

const style: fc.Arbitrary<Style> = fc.record({
  delimiter: fc.constantFrom(",", ";", "\t"),
  eol: fc.constantFrom("\n", "\r\n"),
  quoteAll: fc.boolean(),
  comments: fc.boolean(),
  order: fc.shuffledSubarray(COLUMNS, { minLength: COLUMNS.length }),
});

function write(staff: readonly Person[], { delimiter, eol, quoteAll, comments, order }: Style): string {
  const cell = (value: Person[string] | undefined): string => {
    const plain = value === undefined ? "" : Array.isArray(value) ? value.join("|") : String(value);
    return plain !== "" && (quoteAll || /["\n\r,;\t#]/.test(plain)) ? `"${plain.replace(/"/g, '""')}"` : plain;
  };
  const lines = staff.map((one) => order.map((column) => cell(one[column])).join(delimiter));
  return [order.join(delimiter), ...lines].flatMap((line) => (comments ? ['# a comment, "odd', line, ""] : [line])).join(eol) + eol;
}

function fieldsByKey(rows: readonly RosterRow[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(rows.map(({ key, fields }) => [key, fields]));
}

test("what is written as CSV is read again, whatever the quoting, delimiter, line ending, comments and column order", () => {
  check(
    fc.property(people, style, (staff, how) => {
      const { rows } = parse(write(staff, how));
      expect(rows.map(({ fields }) => fields)).toEqual(staff);
    }),
  );
});

test("the encoding of the bytes changes nothing", () => {
  check(
    fc.property(people, style, (staff, how) => {
      const csv = write(staff, how);
      const bytes = [Buffer.from(csv), Buffer.from(`\ufeff${csv}`), Buffer.from(`\ufeff${csv}`, "utf16le")];
      // Single characters thrown together are no text that could be told from another encoding, so this one is named.
      const texts = [
        ...bytes.map((encoded) => decodeRoster(encoded, "people.csv").text),
        decodeRoster(encodeGb18030(csv), "people.csv", "gb18030").text,
      ];
      const readings = texts.map((text) => fieldsByKey(parse(text).rows));
      for (const reading of readings) expect(reading).toEqual(fieldsByKey(parse(csv).rows));
    }),
    100,
  );
});

test("reordering the people changes nothing", () => {
  check(
    fc.property(
      people.chain((staff) => fc.tuple(fc.constant(staff), fc.shuffledSubarray(staff, { minLength: staff.length }))),
      style,
      ([staff, shuffled], how) => {
        expect(fieldsByKey(parse(write(shuffled, how)).rows)).toEqual(fieldsByKey(parse(write(staff, how)).rows));
      },
    ),
  );
});

test("YAML and JSON say the same as CSV", () => {
  check(
    fc.property(people, style, (staff, how) => {
      const json = JSON.stringify({ users: staff });
      expect(parse(json, { file: "people.json" }).rows.map(({ fields }) => fields)).toEqual(
        parse(write(staff, how)).rows.map(({ fields }) => fields),
      );
    }),
  );
});

test("of any number of bad people, each is named with his line", () => {
  check(
    fc.property(people, fc.infiniteStream(fc.boolean()), (staff, coin) => {
      const bad = staff.map(() => coin.next().value === true);
      const rows = staff.map((one, index) => `${one.endUserId},${bad[index] === true ? "no address" : one.email}`);
      const expected = bad.flatMap((isBad, index) => (isBad ? [`people.csv:${index + 2}:2 ${staff[index]?.endUserId ?? ""}: email`] : []));
      let message = "";
      try {
        parse(["endUserId,email", ...rows].join("\n"));
      } catch (error) {
        message = error instanceof RollcallError ? error.message : String(error);
      }
      expect([...message.matchAll(/^ {2}(people\.csv:\d+:\d+ \w+: email)/gm)].map((match) => match[1])).toEqual(expected);
    }),
  );
});

/** Runs `act`; anything it throws must be a RollcallError with the roster's code. */
function refusesAtMost(act: () => unknown): void {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(RollcallError);
    expect(error).toMatchObject({ code: "ERR_ROSTER" });
  }
}

test("arbitrary bytes are read or refused, never worse", () => {
  check(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom("p.csv", "p.yaml"), (bytes, file) => {
      refusesAtMost(() => parse(decodeRoster(bytes, file).text, { file }));
    }),
    1000,
  );
});

test("arbitrary text made of what rosters are made of, likewise", () => {
  const pieces = fc.constantFrom(
    ..."\n\r\t ,;\"#:-?[]{}&*!|>%@`~.='",
    "- ",
    ": ",
    "endUserId",
    "email",
    "groupIdList",
    "directory",
    "eds",
    "eiam",
    "li_na",
    "<<",
    "users",
    "__proto__",
    "constructor",
    "---\n",
    "env:",
    "(none)",
    "李",
    "\u200b",
    "１３８",
    "phone",
    "&a ",
    "*a ",
  );
  check(
    fc.property(fc.array(pieces, { maxLength: 60 }), fc.constantFrom("p.csv", "p.yaml"), (parts, file) => {
      refusesAtMost(() => parse(parts.join(""), { file }));
    }),
    2000,
  );
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(Object.keys(directories)).toEqual(["eds", "eiam", "workspace"]);
});

test("a password never stands in a refusal, wherever the file breaks", () => {
  const canary = "Canary9481Pass";
  const damage = fc.record({ at: fc.nat(200), insert: fc.constantFrom('"', ",", "\n", "'", ":", "- ", "[", "{", "\u200b", "\t", "#", "") });
  check(
    fc.property(damage, fc.constantFrom("p.csv", "p.yaml"), fc.constantFrom("", "env:"), ({ at, insert }, file, prefix) => {
      const whole =
        file === "p.csv"
          ? `endUserId,email,password\nli_na,nonsense,${prefix}"${canary}"\nbob,,${canary}\n`
          : `- endUserId: li_na\n  email: nonsense\n  password: "${prefix}${canary}"\n- endUserId: bob\n  password: ${canary}\n`;
      const place = at % whole.length;
      // Damage inside the password itself makes it another text in another field, which nobody can recognise.
      fc.pre(insert !== "" && !new RegExp(`${canary.slice(0, -1)}$`).test(whole.slice(0, place)));
      try {
        parse(whole.slice(0, place) + insert + whole.slice(place), { file });
      } catch (error) {
        if (!(error instanceof RollcallError)) throw error;
        expect(error.message.replaceAll(`variable ${canary},`, "")).not.toContain(canary);
      }
    }),
    500,
  );
});
