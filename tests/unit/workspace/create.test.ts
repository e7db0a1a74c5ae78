import fc from "fast-check";
import { createUser } from "../../../provider/lifecycle/create";
import { asRollcallError } from "../../../provider/model/error";
import type { Fields } from "../../../provider/model/values";
import { type Manner, UnrulyService } from "./unruly-service";

const SEED = 20260102;

const declare = (userName: string, onExisting: string) => ({ userName, userEmail: `${userName}@example.com`, onExisting });

async function outcomeOf(unruly: UnrulyService, users: readonly Fields[]): Promise<ReadonlyMap<string, string>> {
  const context = unruly.context();
  const outcomes = await Promise.allSettled(users.map((user) => createUser(context, user)));
  return new Map(
    outcomes.map((outcome, index) => {
      const name = String(users[index]?.["userName"]);
      if (outcome.status === "rejected") return [name, asRollcallError(outcome.reason).code];
      return [name, outcome.value.outputs["adopted"] === true ? "taken over" : "created"];
    }),
  );
}

const manners = fc.constantFrom<Manner>("all or nothing", "stops at the first", "skips the bad");
const duplicates = fc.constantFrom(
  { status: 409, code: "WKS.00099999" },
  { status: 400, code: "WKS.00099998" },
  { status: 409, code: "WKS.00010032" },
  { status: 409, code: "" },
);
const kinds = fc.array(fc.constantFrom("good", "good", "good", "bad", "taken"), { minLength: 1, maxLength: 24 });

test("whatever the manners of the service, every user has its own outcome and nobody is created twice", async () => {
  await fc.assert(
    fc.asyncProperty(manners, duplicates, kinds, fc.constantFrom("match", "fail"), async (manner, duplicate, members, onExisting) => {
      const unruly = new UnrulyService(manner, duplicate);
      const names = members.map((kind, index) => `${kind}-${index}`);
      for (const name of names.filter((candidate) => candidate.startsWith("taken"))) unruly.settle(name);
      const outcomes = await outcomeOf(
        unruly,
        names.map((name) => declare(name, onExisting)),
      );
      for (const name of names) {
        const expected = name.startsWith("good")
          ? "created"
          : name.startsWith("bad")
            ? "ERR_CLOUD"
            : onExisting === "match"
              ? "taken over"
              : "ERR_ALREADY_EXISTS";
        expect([name, outcomes.get(name)]).toEqual([name, expected]);
        expect(unruly.creations.get(name) ?? 0).toBe(name.startsWith("bad") ? 0 : 1);
      }
    }),
    { seed: SEED, numRuns: 150 },
  );
});

test("one bad member among 200 is found in a logarithm of calls", async () => {
  const unruly = new UnrulyService("all or nothing", { status: 409, code: "" });
  const names = Array.from({ length: 200 }, (_, index) => (index === 77 ? "bad" : `user${index}`));
  const outcomes = await outcomeOf(
    unruly,
    names.map((name) => declare(name, "match")),
  );
  expect(outcomes.get("bad")).toBe("ERR_CLOUD");
  expect([...outcomes.values()].filter((outcome) => outcome === "created")).toHaveLength(199);
  expect(unruly.requests.filter((operation) => operation === "BatchCreateUsers").length).toBeLessThanOrEqual(
    1 + 2 * Math.ceil(Math.log2(200)),
  );
});

test("taken names among 200 cost one more creation, however many they are", async () => {
  const unruly = new UnrulyService("all or nothing", { status: 400, code: "WKS.00099998" });
  for (let index = 0; index < 40; index++) unruly.settle(`user${index}`);
  const names = Array.from({ length: 200 }, (_, index) => `user${index}`);
  await outcomeOf(
    unruly,
    names.map((name) => declare(name, "match")),
  );
  expect(unruly.requests.filter((operation) => operation === "BatchCreateUsers")).toHaveLength(2);
});

test("a group that does not exist, declared by a whole team, is asked about once", async () => {
  const unruly = new UnrulyService("all or nothing", { status: 409, code: "" });
  const users = Array.from({ length: 100 }, (_, index) => ({
    ...declare(`user${index}`, "match"),
    groupIds: [index % 10 === 0 ? "g-good" : "g-wrong"],
  }));
  const outcomes = await outcomeOf(unruly, users);
  expect([...outcomes.values()].filter((outcome) => outcome === "ERR_CLOUD")).toHaveLength(90);
  expect([...outcomes.values()].filter((outcome) => outcome === "created")).toHaveLength(10);
  expect(unruly.requests.filter((operation) => operation === "BatchCreateUsers").length).toBeLessThanOrEqual(16);
});

test("200 users cost one creation and one look-up", async () => {
  const unruly = new UnrulyService("all or nothing", { status: 409, code: "" });
  await outcomeOf(
    unruly,
    Array.from({ length: 200 }, (_, index) => declare(`user${index}`, "match")),
  );
  expect(unruly.requests).toEqual(["BatchCreateUsers", "ListUsers"]);
});
