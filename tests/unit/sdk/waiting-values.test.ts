import * as pulumi from "@pulumi/pulumi";
import { directories } from "../../../provider/directories";
import { typeOf } from "../../../provider/pulumi/names";
import { eds } from "../../../sdk";

const names = Array.from({ length: 12 }, (_, index) => `person_${index}`);
const registered = new Set<string>();
process.env["ROLLCALL_TARGET"] = "emulator";

beforeAll(() => {
  const type = typeOf(directories.eds.kinds.User);
  const outputs = Object.fromEntries(
    names.map((name) => [
      `urn:pulumi:dev::p::${type}::${name}`,
      { type, outputs: { endUserId: name, email: "a@example.com", remark: "same" } },
    ]),
  );
  return pulumi.runtime.setMocks(
    {
      newResource: ({ name, inputs }) => {
        registered.add(name);
        return { id: name, state: inputs };
      },
      call: () => ({ outputs }),
    },
    "p",
    "dev",
    false,
    "acme",
  );
});

test("whom a value decides about waits for it and goes when it is the same as before; the others do not wait", async () => {
  let settle: (value: string) => void = () => undefined;
  const remark = pulumi.output(new Promise<string>((resolve) => (settle = resolve)));
  const people = names.map((endUserId) => new eds.User(endUserId, { endUserId, email: "a@example.com", remark }));
  const other = new eds.User("other", { endUserId: "other", email: "a@example.com" });
  await new Promise((resolve) => other.urn.apply(resolve));
  expect([...registered]).toEqual(["other"]);
  settle("same");
  await Promise.all(people.map(({ urn }) => new Promise((resolve) => urn.apply(resolve))));
  expect([...registered].sort()).toEqual([...names, "other"].sort());
});
