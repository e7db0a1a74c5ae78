import { parse, problems } from "./fixture";

const HEADER = "endUserId,email,realNickName,remark";
const FULL = ["li_na,li@pier.example,李娜,desk 4", "tom_reed,tom@pier.example,,", "eva_kos,eva@pier.example,Eva,"];

test.each(["sun_hao,sun@pier.exam", "sun_hao,sun@pi.ex", "sun_hao,sun@pier.example"])(
  "%s without a line break, below rows that are all longer, is where the file was cut",
  (last) => {
    expect(problems([HEADER, ...FULL, last].join("\n"))).toEqual([
      "people.csv:5 is shorter than every other row, and no line break follows: the file may have been cut there, with people behind it. Take a fresh copy, or end the row like the others.",
    ]);
    expect(problems([HEADER, ...FULL, last].join("\r\n"))).toHaveLength(1);
  },
);

test.each([
  ["a line break follows", [HEADER, ...FULL, "sun_hao,sun@pier.example", ""]],
  ["another row is short too", [HEADER, ...FULL, "may_wu,may@pier.example", "sun_hao,sun@pier.example"]],
  ["the row is whole", [HEADER, ...FULL, "sun_hao,sun@pier.example,,"]],
  ["there are hardly any rows to compare", [HEADER, FULL[0] ?? "", "sun_hao,sun@pier.example"]],
])("a last row is read where %s", (_, lines) => {
  expect(parse(lines.join("\n")).rows.at(-1)?.key).toBe("sun_hao");
});
