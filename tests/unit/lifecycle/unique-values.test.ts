import { cloudidentity } from "../../../provider/cloudidentity";
import { eds } from "../../../provider/eds";
import { eiam } from "../../../provider/eiam";
import { Settings } from "../../../provider/config/settings";
import { checkSet } from "../../../provider/lifecycle/many/check";
import { type Fields, UNKNOWN } from "../../../provider/model/values";
import { type Candidate, problemsOf } from "../../../sdk/lib/gate/problems";

const PERSON = { primaryOrganizationalUnitId: "ou_root", instanceId: "idaas_one" };
const number = (phoneNumber: string): Fields => ({ phoneRegion: "86", phoneNumber, phoneNumberVerified: true });
const address = (email: string): Fields => ({ email, emailVerified: true });
const setProblems = (users: Readonly<Record<string, Fields>>) =>
  checkSet(eiam.kinds.User, { ...PERSON, users }, () => []).map(({ text }) => text);
const account = {};
const user = (name: string, fields: Fields, more: Partial<Candidate> = {}): Candidate => ({
  kind: eiam.kinds.User,
  many: false,
  name,
  properties: { ...PERSON, username: name, ...fields },
  ofDefaultAccount: false,
  account,
  isNew: () => true,
  ...more,
});
const texts = (...candidates: readonly Candidate[]) =>
  problemsOf(candidates, new Settings({ environment: {}, config: () => undefined })).map(({ label, text }) => `${label}: ${text}`);

test("members of a set cannot share a number, an address or an external id", () => {
  const shares = (field: string) => [
    `users.eva.${field} is the same as that of users.tom, but no two users of eiam may share it. Give each a value of its own, or leave it out for one.`,
  ];
  expect(setProblems({ tom: number("13800138000"), eva: number("13800138000") })).toEqual(shares("phoneNumber"));
  expect(setProblems({ tom: address("Tom@pier.example"), eva: address("tom@pier.example") })).toEqual(shares("email"));
  expect(setProblems({ tom: { userExternalId: "7" }, eva: { userExternalId: "7" } })).toEqual(shares("userExternalId"));
  expect(setProblems({ tom: address(UNKNOWN), eva: address(UNKNOWN) })).toEqual([]);
  expect(setProblems({ tom: { phoneNumber: "" }, eva: { phoneNumber: "" } })).toEqual([]);
});

test("users and sets of one account cannot share an address, whatever the resources are called", () => {
  const set = user("staff", {}, { many: true, properties: { ...PERSON, users: { eva: address("tom@pier.example") } } });
  expect(texts(user("tom", address("tom@pier.example")), set)).toEqual([
    'eiam:UserSet "staff" users.eva: email is the same as that of eiam:User "tom", but no two users of eiam may share it. Give each a value of its own, or leave it out for one.',
  ]);
  expect(texts(user("tom", address("tom@pier.example")), user("eva", address("TOM@pier.example")))).toHaveLength(1);
  expect(texts(user("tom", address("tom@pier.example")), user("eva", address("tom@pier.example"), { account: {} }))).toEqual([]);
});

test("no value is printed, and no directory refuses what its service is not known to refuse", () => {
  expect(texts(user("tom", address("tom@pier.example")), user("eva", address("tom@pier.example"))).join()).not.toContain("tom@pier");
  for (const directory of [eds, cloudidentity]) {
    const users = { tom_reed: { email: "a@pier.example" }, eva_kos: { email: "a@pier.example" } };
    expect(checkSet(directory.kinds.User, { users }, () => [])).toEqual([]);
  }
});

test("users of one explicit account cannot share a name either", () => {
  expect(texts(user("tom", { username: "same" }), user("eva", { username: "same" }))).toEqual([
    expect.stringContaining("is declared already by"),
  ]);
  expect(texts(user("tom", { username: UNKNOWN }), user("eva", { username: UNKNOWN }))).toEqual([]);
});
