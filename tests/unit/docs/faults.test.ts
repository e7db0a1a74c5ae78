import { FAULT_KINDS, type FaultKind, isFaultKind, kindRules } from "../../../emulator/faults/kinds";
import { quoted, table } from "./pages";

const kinds = Object.keys(FAULT_KINDS) as readonly FaultKind[];

describe("the faults of docs/emulator.md", () => {
  const rows = table("docs/emulator.md", "| Fault | Ends the call?").map(([fault = "", ends = "", what = ""]) => ({
    kinds: quoted(fault).flatMap((text) => text.split(" ").filter(isFaultKind)),
    ends,
    text: fault + what,
  }));

  test("are all that can be injected, each once", () => {
    expect(rows.flatMap((row) => row.kinds).sort()).toEqual([...kinds].sort());
  });

  test.each(kinds)("%s: which calls it ends, and its options", (kind) => {
    const { role, only, options, sets } = kindRules(kind);
    const row = rows.find((candidate) => candidate.kinds.includes(kind));
    expect(/^no/.test(row?.ends ?? "")).toBe(role === "shapes");
    expect(/writes|reads/.exec(row?.ends ?? "")?.[0]).toBe(only);
    expect([...Object.keys(options), ...(sets ? ["set."] : [])].filter((option) => row?.text.includes(option) !== true)).toEqual([]);
  });
});

describe("the faults of docs/reliability.md", () => {
  const rows = table("docs/reliability.md", "| fault | what the user sees");

  test("are all that can be injected", () => {
    const faults = rows.map(([fault = ""]) => fault.toLowerCase().replaceAll("-", " ")).join("\n");
    expect(kinds.filter((kind) => !faults.includes(kind.replaceAll("-", " ")))).toEqual([]);
  });

  test("each name a test", () => {
    expect(rows.length).toBeGreaterThan(15);
    for (const row of rows) expect(row.at(-1)).toMatch(/\]\(\.\.\/tests\/[\w./-]+\.ts\)/);
  });
});
