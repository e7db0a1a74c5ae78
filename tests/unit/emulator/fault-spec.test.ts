import { parseFaults } from "../../../emulator/faults/spec-json";

test("rules are separated by semicolons and lines, with comments and quotes", () => {
  const rules = parseFaults(`eds:CreateUsers lost-response first=1; *:* throttle p=0.05 retry-after=2
    # a comment; with a semicolon
    "workspace:POST /v2/*/users/batch-create" slow ms=5000 at=1,4
    eiam:* rate-limit rps=5 burst=10 per=operation;
    eds:* changed-by-other user=alice set.Status=9 set.Remark="a; b" set.Phone="13800000000" set.Email=null`);
  expect(rules).toEqual([
    {
      service: "eds",
      operation: "CreateUsers",
      kind: "lost-response",
      options: { first: 1 },
      set: {},
      text: "eds:CreateUsers lost-response first=1",
    },
    {
      service: "*",
      operation: "*",
      kind: "throttle",
      options: { p: 0.05, "retry-after": 2 },
      set: {},
      text: "*:* throttle p=0.05 retry-after=2",
    },
    {
      service: "workspace",
      operation: "POST /v2/*/users/batch-create",
      kind: "slow",
      options: { ms: 5000, at: ["1", "4"] },
      set: {},
      text: expect.stringContaining("batch-create"),
    },
    {
      service: "eiam",
      operation: "*",
      kind: "rate-limit",
      options: { rps: 5, burst: 10, per: "operation" },
      set: {},
      text: expect.any(String),
    },
    {
      service: "eds",
      operation: "*",
      kind: "changed-by-other",
      options: { user: "alice" },
      set: { Status: 9, Remark: "a; b", Phone: "13800000000", Email: null },
      text: expect.any(String),
    },
  ]);
});

test("the same rules as JSON", () => {
  const json = JSON.stringify([
    { on: "eds:CreateUsers", fault: "lost-response", first: 1 },
    { on: "eds:CreateUsers", fault: "server-error", effect: true, at: [2, 3] },
    { on: "eds:*", fault: "partial", users: ["alice"] },
    { on: "eds:*", fault: "changed-by-other", set: { Status: 9 } },
  ]);
  expect(parseFaults(json)).toMatchObject([
    { kind: "lost-response", options: { first: 1 } },
    { kind: "server-error", options: { effect: true, at: ["2", "3"] } },
    { kind: "partial", options: { users: ["alice"] } },
    { kind: "changed-by-other", set: { Status: 9 } },
  ]);
});

test("nothing is no rule", () => {
  expect(parseFaults("")).toEqual([]);
  expect(parseFaults(" ; \n # nothing")).toEqual([]);
});

test.each([
  ["eds:CreateUsers", "character 1: a rule is <service>:<operation> <fault> [option=value …]"],
  ["eds throttle", 'character 1: "eds" must be <service>:<operation>, such as eds:CreateUsers or eds:*'],
  ["edss:* throttle", 'character 1: unknown service "edss"; did you mean eds?'],
  ["eds:* throttle; eds:* thrott", 'character 23: unknown fault "thrott"; did you mean throttle?'],
  ["eds:* completely-else", 'character 7: unknown fault "completely-else"; known: lost-response'],
  ["eds:* throttle fist=1", 'character 16: throttle has no option "fist"; did you mean first?'],
  ["eds:* throttle ms=5", 'character 16: throttle has no option "ms"'],
  ["eds:* throttle first=x", "character 16: first must be a number"],
  ["eds:* throttle first=1.5", "character 16: first must be an integer"],
  ["eds:* throttle first=1 first=2", "character 24: first is given twice"],
  ["eds:* throttle p=1.5", "character 7: p must be from 0 to 1"],
  ["eds:* throttle after=-1", "character 7: after must not be negative"],
  ["eds:* throttle every=0", "character 7: every must be more than 0"],
  ["eds:* throttle at=0", "character 7: at must be call numbers from 1"],
  ["eds:* slow", "character 7: slow needs ms=…"],
  ["eds:* rate-limit", "character 7: rate-limit needs rps=…"],
  ["eds:* rate-limit rps=1 per=user", "character 7: per must be service or operation"],
  ["eds:* server-error effect=maybe", "character 20: effect takes no value"],
  ["eds:* html status=99", "character 7: status must be from 200 to 599"],
  ["eds:* changed-by-other user=alice", "character 7: changed-by-other needs at least one set.<Field>=value"],
  ["eds:* throttle set.A=1", "character 7: throttle takes no set.<Field>"],
  ['eds:* throttle "p=1', 'character 16: the quote " is not closed'],
  ["[1]", "rule 1: it must be a JSON object"],
  ["[", "character 1: it starts like a JSON list but is not JSON"],
  ['[{"on":"eds:*"}]', "rule 1: fault must be a text"],
  ['[{"on":"eds:*","fault":"throttle","p":"x"}]', "rule 1, p: p must be a number"],
])("%s is refused with its place", (spec, message) => {
  expect(() => parseFaults(spec)).toThrow(`fault specification, ${message}`);
});
