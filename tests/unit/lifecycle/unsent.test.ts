import { directories } from "../../../provider/directories";
import { updateUser } from "../../../provider/lifecycle/update";
import { createUser } from "../../../provider/lifecycle/create";
import { kindsOf, type Directory } from "../../../provider/model/kind";
import { standing } from "../../../provider/model/credentials";
import type { Account } from "../../../provider/model/account";
import type { Service } from "../../../provider/model/service";
import { FakeCloud } from "./fake-cloud";

test("a changed field that no step sends is a defect, and nothing is sent", async () => {
  const cloud = new FakeCloud();
  const { ref } = await createUser(cloud.context(), { endUserId: "tom", email: "tom@pier.example" });
  const whole = cloud.context();
  const context = { ...whole, calls: { ...whole.calls, steps: whole.calls.steps.filter(({ fields }) => !fields.includes("email")) } };
  cloud.log.length = 0;
  await expect(
    updateUser(context, ref.id, { endUserId: "tom", email: "tom@pier.example" }, { endUserId: "tom", email: "new@pier.example" }),
  ).rejects.toThrow("eds:User has no step that sends email");
  expect(cloud.log).toEqual(["read"]);
});

const service = { batch: () => () => Promise.reject(new Error("no call")), now: () => 0 } as Partial<Service> as Service;

test.each(Object.values<Directory>(directories).flatMap(kindsOf))(
  "every field of $directory.name $token that an action changes has a step",
  (kind) => {
    const account: Account = {
      directory: kind.directory.name,
      endpoint: "http://127.0.0.1",
      region: "r",
      credentials: standing({ kind: "keys", accessKeyId: "a", accessKeySecret: "b" }, "a test"),
      own: Object.fromEntries(Object.keys(kind.directory.settings ?? {}).map((key) => [key, "1"])),
      timeoutMs: 1,
    };
    const sent = kind.connect(account, service).steps.flatMap(({ fields }) => fields);
    for (const [field, { change }] of Object.entries(kind.fields)) {
      const isSent = change.kind === "in-place" || (change.kind === "write-only" && change.by !== undefined);
      if (isSent) expect(sent).toContain(field);
    }
  },
);
