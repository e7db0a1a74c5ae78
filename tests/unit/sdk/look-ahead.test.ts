import { directories } from "../../../provider/directories";
import { Settings } from "../../../provider/config/settings";
import * as check from "../../../provider/lifecycle/check";
import type { Fields } from "../../../provider/model/values";
import { type Candidate, lookAhead, problemsOf } from "../../../sdk/lib/gate/problems";

const settings = new Settings({ environment: { ROLLCALL_TARGET: "emulator" }, config: () => undefined });
const ADDRESS = { email: "a@example.com" };

const set = (users: Fields, isNew: boolean, shared: Fields = {}): Candidate => ({
  kind: directories.eds.kinds.User,
  many: true,
  name: "staff",
  properties: { users, ...shared },
  ofDefaultAccount: true,
  isNew: () => isNew,
});
const textsOf = (...candidates: readonly Candidate[]): readonly string[] => problemsOf(candidates, settings).map(({ text }) => text);

describe("a set that is looked at before the state is read", () => {
  const looks = jest.spyOn(check, "checkDeclaration");
  beforeEach(() => looks.mockClear());

  test("is not looked at again when nothing is wrong with anybody, whoever turns out to be new", () => {
    const users = { alice: ADDRESS, bob: { email: "b@example.com" } };
    lookAhead(set(users, false));
    expect(looks).toHaveBeenCalledTimes(2);
    expect(textsOf(set(users, true))).toEqual([]);
    expect(textsOf(set(users, false))).toEqual([]);
    expect(looks).toHaveBeenCalledTimes(2);
  });

  test("is looked at again when something is wrong for newcomers, who may be none", () => {
    const cloudidentity = directories.cloudidentity.kinds.User;
    const users = { alice: { passwordResetRequired: true } };
    lookAhead({ ...set(users, false), kind: cloudidentity });
    expect(textsOf({ ...set(users, false), kind: cloudidentity })).toEqual([]);
    expect(textsOf({ ...set(users, true), kind: cloudidentity })).toEqual([expect.stringContaining("users.alice.password")]);
  });

  test("is looked at again when what it declares for everybody has become known, and when it is another directory's", () => {
    const users = { alice: ADDRESS };
    lookAhead(set(users, false));
    expect(textsOf(set(users, false, { orgId: 7 }))).toEqual([expect.stringContaining("orgId")]);
    expect(textsOf({ ...set(users, true), kind: directories.eiam.kinds.User })).not.toEqual([]);
  });

  test("is compared with the account's other resources all the same", () => {
    const users = { alice: ADDRESS };
    lookAhead(set(users, false));
    const namesake = { ...set(users, false), many: false, name: "alice", properties: { endUserId: "alice", ...ADDRESS } };
    expect(textsOf(namesake, set(users, false))).toEqual([expect.stringContaining("is declared already by")]);
  });
});
