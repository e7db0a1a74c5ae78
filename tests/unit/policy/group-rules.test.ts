import { UNKNOWN } from "../../../provider/model/values";
import { directories } from "../../../provider/directories";
import { evaluatePolicy, parsePolicy, type PolicyGroup, type PolicyPerson } from "../../../policy";
import { judge, NOW, person } from "./people";

const NAMES: Readonly<Record<string, string>> = { "ug-1": "平台管理员", "ug-2": "Staff" };
const groupName = (id: string): string | undefined => NAMES[id];

/** Somebody of EDS in these groups, of whom it is known in which before. */
function member(endUserId: string, after: unknown, before?: readonly string[]): PolicyPerson {
  const declared = { endUserId, groupIdList: after } as PolicyPerson["declared"];
  return person("eds", declared, { groupName, ...(before !== undefined && { before: { endUserId, groupIdList: before } }) });
}

const problems = (...given: Parameters<typeof judge>): readonly string[] =>
  judge(...given).violations.map(({ key, problem }) => `${key}: ${problem}`);

describe("privilegedGroups", () => {
  test.each(["{ groups: [ug-1], approved: [li_na] }", "{ groupNames: [平台管理员], approved: [li_na] }"])(
    "%s refuses who joins, but not who is in it already or is approved",
    (settings) => {
      const people = [
        member("anna", ["ug-2", "ug-1"], ["ug-2"]),
        member("bert", ["ug-1"], ["ug-1"]),
        member("carl", ["ug-2"], []),
        member("li_na", ["ug-1"], []),
        { ...member("dora", ["ug-1"], []), fate: "let-go" as const },
      ];
      expect(problems("privilegedGroups", settings, ...people)).toEqual(["anna: joins the privileged group 平台管理员"]);
    },
  );

  test("lets whoever follows a group that is made anew under its name", () => {
    const anew = (id: string) => (id === "urn" ? "平台管理员" : groupName(id));
    const follower = { ...member("anna", ["urn"], ["ug-1"]), groupName: anew };
    const newcomer = { ...member("bert", ["urn"], []), groupName: anew };
    expect(problems("privilegedGroups", "{ groupNames: [平台管理员] }", follower, newcomer)).toEqual([
      "bert: joins the privileged group 平台管理员",
    ]);
    const twin = { ...member("carl", ["ug-9"], ["ug-1"]), groupName: () => "平台管理员" };
    expect(problems("privilegedGroups", "{ groups: [ug-9] }", twin)).toHaveLength(1);
  });

  test("without what was before, as in a pack, everybody in it must be approved", () => {
    expect(problems("privilegedGroups", "{ groups: [ug-1] }", member("bert", ["ug-1"]))).toEqual([
      "bert: is in the privileged group 平台管理员",
    ]);
  });

  test("holds on every directory, whatever its field is called", () => {
    const people = [
      person("eiam", { username: "a", groupIds: ["g"] }),
      person("workspace", { userName: "b", groupIds: ["g"] }),
      person("cloudidentity", { userName: "c", groupIds: ["g"] }),
    ];
    expect(problems("privilegedGroups", "{ groups: [g] }", ...people)).toHaveLength(3);
  });

  test("cannot judge memberships that are secret, nor by name a group whose name is not known", () => {
    const gaps = (settings: string, ...people: readonly PolicyPerson[]) =>
      judge("privilegedGroups", settings, ...people).gaps.map(({ key, because }) => [key, because]);
    expect(gaps("{ groups: [ug-1] }", member("anna", UNKNOWN), member("bert", ["ug-9"]))).toEqual([["anna", undefined]]);
    expect(gaps("{ groupNames: [Root] }", member("bert", ["ug-9"]), member("carl", ["ug-2"]), member("dora", ["ug-9"], ["ug-9"]))).toEqual([
      ["bert", "holds groups whose names are not known here"],
    ]);
  });

  test.each(["{}", "{ groups: [] }", "{ approved: [a] }"])("that names no group is refused: %s", (settings) => {
    expect(() => parsePolicy(`version: 1\nrules: { privilegedGroups: ${settings} }`, "p.yaml")).toThrow(/must name a group/);
  });
});

test("rules that know groups by id know them by name, too", () => {
  expect(problems("adminRights", "{ groupNames: [平台管理员], approved: [x] }", member("anna", ["ug-1"]))).toEqual([
    "anna: has administrator rights (平台管理员) that nobody approved",
  ]);
  expect(problems("contractorsExpire", "{ groupNames: [Staff] }", member("anna", ["ug-2"]), member("bert", ["ug-1"]))).toEqual([
    "anna: is a contractor without an end: autoLockTime is not declared",
  ]);
});

describe("protectedGroups", () => {
  const group = (more: Partial<PolicyGroup>): PolicyGroup => ({
    kind: directories.eds.kinds.Group,
    key: "平台管理员",
    id: "ug-1",
    fate: "stays",
    protect: false,
    ...more,
  });
  const verdict = (settings: string, ...groups: readonly PolicyGroup[]) =>
    evaluatePolicy(parsePolicy(`version: 1\nrules: { protectedGroups: ${settings} }`, "p.yaml"), [], NOW, groups).violations;

  test.each(["{ groups: [ug-1] }", "{ groupNames: [平台管理员] }"])("%s refuses deletion and replacement", (settings) => {
    const found = verdict(
      settings,
      group({ fate: "deleted" }),
      group({ fate: "replaced" }),
      group({ fate: "let-go" }),
      group({}),
      group({ key: "Other", id: "ug-2", fate: "deleted" }),
    );
    expect(found.map(({ problem, noun }) => [noun, problem])).toEqual([
      ["group", "is protected by the policy and would be deleted"],
      ["group", "is protected by the policy and would be deleted and created again"],
    ]);
  });

  test("asks for the engine's protection where the file says so", () => {
    expect(verdict("{ groups: [ug-1], needProtect: true }", group({}), group({ protect: true }))).toHaveLength(1);
  });
});
