import { Settings } from "../../../provider/config/settings";
import { directories } from "../../../provider/directories";
import { noteOrigins, originOf } from "../../../sdk/lib/run/origin";
import { type Candidate, headCount, problemsOf } from "../../../sdk/lib/gate/problems";

describe("validating users and sets together", () => {
  const settings = new Settings({ environment: { ROLLCALL_TARGET: "emulator" }, config: () => undefined });
  const candidate = (what: "User" | "UserSet", name: string, properties: Candidate["properties"], isNew = true): Candidate => ({
    kind: directories.eds.kinds.User,
    many: what === "UserSet",
    name,
    properties,
    ofDefaultAccount: true,
    isNew: () => isNew,
  });
  const problems = (...candidates: readonly Candidate[]) => problemsOf(candidates, settings);

  test("each member is judged like a user of its own, and counted", () => {
    const set = candidate("UserSet", "staff", { users: { alice: { email: "a@example.com" }, Bad: { email: "b@example.com" }, worse: {} } });
    expect(headCount([set, candidate("User", "bob", { endUserId: "bob", email: "b@example.com" })])).toBe(4);
    expect(problems(set)).toEqual([
      {
        label: 'eds:UserSet "staff"',
        text: expect.stringContaining("users.Bad.endUserId must be"),
        people: ['eds:UserSet "staff" users.Bad'],
      },
      {
        label: 'eds:UserSet "staff"',
        text: expect.stringContaining("users.worse.email or phone is required"),
        people: ['eds:UserSet "staff" users.worse'],
      },
    ]);
  });

  test("one account under a user and in a set, or in two sets, is refused once", () => {
    const email = "a@example.com";
    const [user, set, other] = [
      candidate("User", "alice", { endUserId: "alice", email }),
      candidate("UserSet", "staff", { users: { alice: { email } } }),
      candidate("UserSet", "more", { users: { al: { endUserId: "alice", email } } }),
    ];
    expect(problems(user, set, other).map(({ text }) => text)).toEqual([
      'endUserId "alice" is declared already by eds:User "alice". Remove one of the two.',
      'endUserId "alice" is declared already by eds:UserSet "staff" users.alice. Remove one of the two.',
    ]);
    expect(problems(candidate("UserSet", "staff", { users: { alice: { email }, al: { endUserId: "alice", email } } }))).toHaveLength(1);
  });

  test("two resources of one kind, name and place are refused before the engine comes to the second, and those of one account only once", () => {
    const at = (parents: string | undefined, name = "ann", key = "ann", account: unknown = parents): Candidate => ({
      ...candidate("User", name, { endUserId: key, email: "a@example.com" }),
      ...(parents !== undefined && { parents }),
      account,
    });
    const [roster, stack] = ["rollcall:index:Roster", ""];
    expect(problems(at(roster), at(roster, "ann", "ann", "south"))).toEqual([
      { label: 'eds:User "ann"', text: expect.stringContaining("namePrefix"), people: ['eds:User "ann"'] },
    ]);
    const set = { ...candidate("UserSet", "ann", { users: {} }), parents: roster };
    const others = [at(stack), at(roster, "north-ann", "ann", "south"), at(undefined), at(undefined, "ann", "ann", "west"), set];
    expect(problems(at(roster), ...others)).toEqual([]);
    expect(problems(at(roster), at(roster)).map(({ text }) => text)).toEqual([expect.stringContaining("is declared already by")]);
  });

  test("who keeps a value by ignoreChanges is told so where somebody else takes it", () => {
    const kept = { ...candidate("User", "dan", { endUserId: "dan", email: "d@example.com" }), ignored: ["endUserId"] };
    expect(problems(kept, candidate("User", "new", { endUserId: "dan", email: "n@example.com" })).map(({ text }) => text)).toEqual([
      'endUserId "dan" is declared already by eds:User "dan" (keeps its endUserId by ignoreChanges). Remove one of the two.',
    ]);
  });

  test("who stands in two rosters is told with both places, since their resources have one name", () => {
    const [staff, more] = [{}, {}];
    noteOrigins(staff, [{ directory: "eds", key: "alice", place: { file: "people.csv", line: 4 } }]);
    noteOrigins(more, [{ directory: "eds", key: "alice", place: { file: "more.xlsx", sheet: "Sheet1", line: 2 } }]);
    const from = (parent: object): Candidate => ({
      ...candidate("User", "alice", { endUserId: "alice", email: "a@example.com" }),
      originOf: (key) => originOf(parent, "eds", key),
    });
    expect(problems(from(staff), from(more))).toMatchObject([
      {
        label: 'eds:User "alice" (more.xlsx:Sheet1!2)',
        text: 'endUserId "alice" is declared already by eds:User "alice" (people.csv:4). Remove one of the two.',
        people: ['eds:User "alice"'],
      },
    ]);
    expect([originOf(staff, "eiam", "alice"), originOf(staff, "eds", "bob"), originOf({}, "eds", "alice")]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test("rules of creations hold for whoever certainly has no account yet", () => {
    const user = { displayName: "Alice", passwordResetRequired: true };
    const one = (isNew: boolean): Candidate => ({
      ...candidate("UserSet", "staff", { users: { alice: user } }, isNew),
      kind: directories.cloudidentity.kinds.User,
    });
    expect(problems(one(true)).map(({ text }) => text)).toEqual([
      expect.stringContaining("users.alice.passwordResetRequired needs a password"),
    ]);
    expect(problems(one(false))).toEqual([]);
  });

  test("a configuration that cannot work is told before anybody is created, once for each cause", () => {
    const cloud = (environment: Readonly<Record<string, string>>): readonly string[] => {
      const users = [
        candidate("User", "bob", { endUserId: "bob", email: "b@example.com" }),
        { ...candidate("User", "eve", { userName: "eve" }), kind: directories.cloudidentity.kinds.User },
      ];
      return problemsOf(users, new Settings({ environment, config: () => undefined })).map(({ label, text }) => `${label}: ${text}`);
    };
    const keys = { ALIBABA_CLOUD_ACCESS_KEY_ID: "id", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "secret" };
    expect(cloud({})).toEqual([expect.stringMatching(/^configuration: rollcall:target is not set/)]);
    expect(cloud({ ROLLCALL_TARGET: "cloud", VOLCENGINE_ECS_METADATA_DISABLED: "true", ...keys })).toEqual([
      expect.stringMatching(/^configuration: no credentials for cloudidentity: VOLCENGINE_ACCESS_KEY is not set/),
    ]);
    expect(cloud({ ROLLCALL_TARGET: "emulator", ROLLCALL_EDS_ENDPOINT: "nonsense" })).toEqual([
      expect.stringMatching(/^configuration: rollcall:edsEndpoint is not an http or https URL/),
    ]);
    expect(cloud({ ROLLCALL_TARGET: "emulator" })).toEqual([]);
  });
});
