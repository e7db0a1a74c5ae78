import { randomInt } from "node:crypto";
import fc from "fast-check";
import { checkUser } from "../../../provider/lifecycle/check";
import { describeViolation, validateUser } from "../../../provider/lifecycle/validate";
import { NO_DIARY } from "../../../provider/lifecycle/diary";
import { createUser } from "../../../provider/lifecycle/create";
import { updateUser } from "../../../provider/lifecycle/update";
import { cloudidentity } from "../../../provider/cloudidentity";
import { directories } from "../../../provider/directories";
import type { Directory } from "../../../provider/model/kind";
import { GENERATE, makePassword, passwordField, resemblesGenerate } from "../../../provider/model/initial-password";
import { newSecrets } from "../../../provider/model/secrets";
import { userOperations } from "../../../provider/pulumi/dynamic-user";
import { textSetOperations } from "../../../provider/pulumi/text-sets";
import { findPlainPasswords } from "../../../policy/plain-passwords";
import { FakeCloud } from "./fake-cloud";

const alice = { endUserId: "alice", email: "alice@example.com", ownerType: "CreateFromManager", password: GENERATE };
const all = Object.values<Directory>(directories).map((directory) => [directory.name, directory.kinds.User] as const);

test.each(all)("%s: every password keeps the field's rule, is readable and holds no part of the person", (_name, kind) => {
  const spec = kind.fields[passwordField(kind) ?? ""];
  if (spec === undefined) throw new Error("no password field");
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 4 }), (name, part) => {
      const password = makePassword(spec, { [kind.naturalKey]: name, email: `${part}@ex.com` }, randomInt);
      expect(spec.type.safeParse(password).success).toBe(true);
      expect(password).toMatch(/^[A-Za-z][A-Za-z2-9]{3}(-[A-Za-z2-9]{4}){3}$/);
      expect(password).not.toMatch(/[0O1lIS5]/);
      for (const set of [/[A-Z]/, /[a-z]/, /\d/, /-/]) expect(password).toMatch(set);
      for (const word of [name, part].filter((text) => /^[a-z0-9]{3,}$/i.test(text)))
        expect(password.toLowerCase().replaceAll("-", "")).not.toContain(word.toLowerCase());
    }),
    { numRuns: 100 },
  );
});

test.each(["generate", "(Generate)", "（generate）", "( generate )", "[generate]", "<generated>", "(auto-generate)"])(
  "%s is refused with the marker's own spelling, and never becomes a password",
  (password) => {
    for (const [, kind] of all) {
      const violations = validateUser(kind, { [passwordField(kind) ?? ""]: password }).filter(({ field }) => field === "password");
      expect(violations.map(describeViolation).join()).toContain('Write "(generate)", exactly so');
    }
  },
);

test("words of their own are no marker", () => {
  for (const password of ["regenerate", "Generate-9x", "generators", ""]) expect(resemblesGenerate(password)).toBe(false);
});

test("where a password is required, and where one is refused, the error names the way out", () => {
  const required = validateUser(directories.workspace.kinds.User, { userName: "a", activeType: "ADMIN_ACTIVATE" }, true);
  expect(required.map(describeViolation).join()).toContain('password: "(generate)"');
  const refused = validateUser(directories.eds.kinds.User, { ...alice, password: "short" }, true);
  expect(refused.map(describeViolation).join()).toContain('write "(generate)"');
});

test("the marker is no secret and no plain password", () => {
  const secrets = newSecrets();
  secrets.learn(GENERATE);
  expect(secrets.clean(`write ${GENERATE}`)).toBe(`write ${GENERATE}`);
  const files = [
    { path: "people.csv", text: `endUserId,password\nalice,${GENERATE}\n` },
    { path: "index.ts", text: `new eds.User("a", { password: "${GENERATE}" })` },
  ];
  expect(findPlainPasswords(files, { level: "mandatory", exceptFiles: [] })).toEqual([]);
});

test("whom state has with such a password, alone or in a set, the diary comes to know, and nobody else", () => {
  const known: string[] = [];
  const cloud = new FakeCloud();
  const context = { ...cloud.context(), diary: { ...NO_DIARY, know: (_directory: string, key: string) => void known.push(key) } };
  userOperations.check(context, {}, alice, []);
  userOperations.check(context, { ...alice, password: "Own-Passw0rd" }, alice, []);
  textSetOperations.check(context, {}, { users: { eve: JSON.stringify(alice) } }, []);
  expect(known).toEqual([]);
  userOperations.check(context, alice, { ...alice, password: "Own-Passw0rd" }, []);
  const member = (user: object): string => JSON.stringify(user);
  const users = { kim: member({ email: "k@example.com" }), lee: member({ email: "l@example.com", password: "Own-Passw0rd" }) };
  textSetOperations.check(context, { ownerType: "CreateFromManager", password: GENERATE, users }, { users: {} }, []);
  textSetOperations.check(context, { users: { ...users, mia: member({ password: GENERATE }) } }, { users: {} }, []);
  expect(known).toEqual(["alice", "kim", "mia"]);
});

describe("an account that exists", () => {
  const created = async (cloud: FakeCloud) => (await createUser(cloud.context(), alice)).outputs;

  test("keeps its password when the program begins to leave it to Rollcall, and the run says so", async () => {
    const cloud = new FakeCloud();
    const own = { ...alice, password: "Own-Passw0rd" };
    const { outputs } = await createUser(cloud.context(), own);
    const later = await updateUser(cloud.context(), "alice", outputs, alice);
    expect(cloud.log).not.toContain("set password");
    expect(cloud.log.join()).toContain("the account keeps its password");
    expect(later.outputs).toEqual(alice);
    expect(checkUser(cloud.directory.kinds.User, own, alice)).toEqual([]);
  });

  test("is sent a password of the program's choice, and the one that was made leaves state", async () => {
    const cloud = new FakeCloud();
    const own = { ...alice, password: "Own-Passw0rd" };
    const later = await updateUser(cloud.context(), "alice", await created(cloud), own);
    expect(cloud.users.get("alice")).toMatchObject({ password: "Own-Passw0rd" });
    expect(later.outputs).toEqual(own);
  });

  test("keeps the password that was made when that change fails", async () => {
    const cloud = new FakeCloud();
    const state = await created(cloud);
    cloud.fail("set password", "transient");
    const failed = await updateUser(cloud.context(), "alice", state, { ...alice, password: "Own-Passw0rd" });
    expect(failed.failures).toHaveLength(1);
    expect(failed.outputs).toMatchObject({ password: GENERATE, initialPassword: state["initialPassword"] });
  });

  test("a password whose field leaves the program leaves state too, and nothing is sent", async () => {
    const cloud = new FakeCloud();
    const { password: _gone, ...without } = alice;
    const later = await updateUser(cloud.context(), "alice", await created(cloud), without);
    expect(later.outputs).toEqual(without);
    expect(cloud.log).not.toContain("set password");
  });

  test("is sent the very password whose first sending failed, not another one", async () => {
    const cloud = new FakeCloud(cloudidentity);
    const user = { userName: "alice", password: GENERATE };
    cloud.fail("set password", "transient");
    const { outputs, failures } = await createUser(cloud.context(), user);
    expect(failures).toHaveLength(1);
    expect(outputs).not.toHaveProperty("password");
    const later = await updateUser(cloud.context(), "alice", outputs, user);
    expect(later.outputs).toMatchObject({ password: GENERATE, initialPassword: outputs["initialPassword"] });
    expect(cloud.users.get("alice")?.["password"]).toBe(outputs["initialPassword"]);
  });

  test("another setting that goes with a password cannot be changed alone", () => {
    const kind = cloudidentity.kinds.User;
    const before = { userName: "alice", password: GENERATE, passwordResetRequired: true };
    expect(checkUser(kind, before, { ...before, passwordResetRequired: false })).toMatchObject([{ field: "passwordResetRequired" }]);
  });
});
