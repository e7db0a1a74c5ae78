import * as fc from "fast-check";
import { eds } from "../../../provider/eds";
import type { Category } from "../../../provider/model/category";
import { checkDeclaration } from "../../../provider/lifecycle/check";
import { createSet, updateSet } from "../../../provider/lifecycle/many/apply";
import { checkSet } from "../../../provider/lifecycle/many/check";
import { type UserSet, setOf } from "../../../provider/lifecycle/many/members";
import { previewSet } from "../../../provider/lifecycle/many/preview";
import { outputsOf, type SetState, stateOf } from "../../../provider/lifecycle/many/state";
import type { Fields } from "../../../provider/model/values";
import { FakeCloud } from "./fake-cloud";

const SEED = 20261123;

/** Few names and few keys, so that members are renamed, exchanged and replaced all the time. */
const member = fc.record(
  {
    endUserId: fc.constantFrom("kim", "lee", "pat", "sam"),
    email: fc.constantFrom("one@example.com", "two@example.com"),
    remark: fc.constantFrom("x", "y"),
    status: fc.constantFrom("enabled", "disabled"),
  },
  { requiredKeys: ["email"] },
);
const declaration = fc
  .record({
    users: fc.dictionary(fc.constantFrom("kim", "lee", "pat", "sam"), member, { maxKeys: 4 }),
    orgId: fc.option(fc.constantFrom("org-1", "org-2"), { nil: undefined }),
  })
  .map(({ users, orgId }): Fields => ({ users, ...(orgId !== undefined && { orgId }) }))
  .filter((inputs) => checkSet(eds.kinds.User, inputs, (user) => checkDeclaration(eds.kinds.User, user, true)).length === 0);

const fault = fc.record({
  call: fc.constantFrom("create", "remove", "read", "set email", "set status", "set orgId"),
  category: fc.constantFrom<Category>("forbidden", "no-answer", "quota"),
  after: fc.boolean(),
});
const run = fc.record({ declaration, faults: fc.array(fault, { maxLength: 4 }) });

/** State after a run that may have failed for some, through outputs and back as the engine keeps it. */
async function apply(cloud: FakeCloud, before: SetState | undefined, desired: UserSet): Promise<SetState | undefined> {
  try {
    const { state } =
      before === undefined ? await createSet(cloud.context(), desired) : await updateSet(cloud.context(), "id", before, desired);
    return stateOf(eds.kinds.User, outputsOf(eds.kinds.User, state));
  } catch {
    return before;
  }
}

test("whatever fails on the way, the next run that does not fail brings everybody where they belong, and leaves nobody behind", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(run, { minLength: 1, maxLength: 4 }), declaration, async (runs, last) => {
      const cloud = new FakeCloud();
      let state: SetState | undefined;
      for (const { declaration: inputs, faults } of runs) {
        for (const { call, category, after } of faults) cloud.fail(call, category, after && category === "no-answer");
        state = await apply(cloud, state, setOf(eds.kinds.User, inputs));
        cloud.faults.clear();
      }
      const desired = setOf(eds.kinds.User, last);
      state = await apply(cloud, state, desired);
      const wanted = [...desired.members.values()].map(({ fields }) => String(fields["endUserId"]));
      expect([...cloud.users.keys()].sort()).toEqual([...wanted].sort());
      for (const { fields } of desired.members.values()) expect(cloud.users.get(String(fields["endUserId"]))).toMatchObject(fields);
      expect(state?.leaving).toEqual([]);
      if (state === undefined) throw new Error("the last run made a state");
      // Whoever was found after a lost answer is marked as adopted, because EDS does not tell when an account was made.
      const { adopted: _marks, ...told } = outputsOf(eds.kinds.User, state);
      expect(told).toEqual(last);
      expect(await previewSet(cloud.context(), "set-1", state, desired)).toMatchObject({ changes: false });
    }),
    { seed: SEED, numRuns: 300 },
  );
});
