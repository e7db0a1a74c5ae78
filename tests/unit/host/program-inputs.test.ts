import { memberSecrets, type SecretPath } from "../../../provider/pulumi/program-inputs";

test("tells of each member what is secret for everybody and for itself, and reads each path once however many ask", () => {
  let read = 0;
  const counted = (path: SecretPath): SecretPath =>
    new Proxy(path, {
      get: (target, name, receiver) => ((read += name === Symbol.iterator ? 1 : 0), Reflect.get(target, name, receiver) as unknown),
    });
  const members = Array.from({ length: 200 }, (_, index) => `user_${index}`);
  const paths: readonly SecretPath[] = [
    ["remark"],
    ...members.map((member) => ["users", member, "email"]),
    ["users", "user_0", "phone"],
    ["other", "user_0", "orgId"],
  ];
  const of = memberSecrets(paths.map(counted));
  expect(members.map(of)).toEqual(members.map((member) => ["remark", "email", ...(member === "user_0" ? ["phone"] : [])]));
  expect(of("constructor")).toEqual(["remark"]);
  expect(read).toBeLessThanOrEqual(2 * paths.length);
});
