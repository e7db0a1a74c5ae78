import { directories } from "../../../provider/directories";
import type { Fields } from "../../../provider/model/values";
import { departures, type DeclaredUser, stayers } from "../../../sdk/lib/gate/departures";
import { handoverObjection, handovers } from "../../../sdk/lib/gate/handovers";
import { objection } from "../../../sdk/lib/gate/objection";
import { renamedWarning } from "../../../sdk/lib/gate/renamed-people";
import { turnsOf } from "../../../sdk/lib/gate/turns";
import type { ManagedUser } from "../../../sdk/lib/run/managed-users";
import { parse, refusal } from "../roster/fixture";
import { read } from "./pages";

type Name = keyof typeof directories;
type People = Readonly<Record<string, Fields>>;

const limits = { maxDeletes: 10, maxDeleteShare: 0.2, allowed: undefined };

/** People by key, under a resource named by it: as the last run left them, and as a program declares them. */
function people(directory: Name, fields: People): readonly (Omit<ManagedUser, "parents"> & Omit<DeclaredUser, "parents">)[] {
  const kind = directories[directory].kinds.User;
  return Object.entries(fields).map(([key, own]) => {
    const all = { [kind.naturalKey]: key, ...own };
    return { kind, resource: key, key, declared: all, fields: all, aliases: [] };
  });
}

/** Why a run stops for the values that pass from somebody to somebody else. */
function passing(before: People, after: People): string | undefined {
  const [then, now] = [people("eiam", before), people("eiam", after)];
  const moves = handovers({ before: then, now, staying: stayers(then, now) });
  return handoverObjection(
    moves.filter(({ free }) => "never" in free),
    turnsOf(moves, ({ resource }) => resource).circle,
  );
}

test("the README's lost roster", () => {
  const [, ...rows] = read("examples/quickstart/people.csv")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  const keys = rows.map((row) => row.split(",")[0] ?? "");
  const staff = (some: readonly string[]) => people("eds", Object.fromEntries([...some].sort().map((key) => [key, {}])));
  expect(read("README.md")).toContain(`error: ${objection(departures(staff(keys), staff(keys.slice(0, 4))), limits)}\n`);
});

test("the README's wrong lines", () => {
  const rows = [
    "Zhang_Wei,,zw@harbour-lane.example,",
    "#N/A,,na@harbour-lane.example,",
    "sofia_rossi,,mailto:sofia.rossi@harbour-lane.example,",
    "tomasz_nowak,,,1062345678.0",
  ];
  const csv = ["endUserId,realNickName,email,phone", "li_na,李娜,li.na@harbour-lane.example,", ...rows].join("\n");
  expect(read("README.md")).toContain(`\n${refusal(() => parse(csv, { file: "people.csv", directories }))}\n`);
});

const lifecycle = read("docs/lifecycle.md");

test("a key that changes its case", () => {
  const found = departures(people("cloudidentity", { Tom_Reed: {} }), people("cloudidentity", { tom_reed: {} }));
  expect(lifecycle).toContain(`error: ${objection(found, limits)}\n`);
});

test("a declaration in another component", () => {
  const urn = "urn:pulumi:dev::staff::pulumi-nodejs:dynamic/rollcall/eds:User::alice";
  const alice = people("eds", { alice: {} });
  const found = departures(
    alice.map((user) => ({ ...user, urn, parents: "" })),
    alice.map((user) => ({ ...user, parents: ["example:index:Team"] })),
  );
  expect(lifecycle).toContain(`\n${objection(found, limits)}\n`);
});

test("another key with the same address", () => {
  const email = "wei@harbour-lane.example";
  const text = renamedWarning(people("eds", { wang_wei: { email } }), people("eds", { wei_wang: { email } }));
  expect(lifecycle).toContain(`warning: ${text}\n`);
});

test("an address that passes from somebody who leaves", () => {
  const desk = { email: "desk@harbour-lane.example" };
  expect(lifecycle).toContain(`error: ${passing({ "dan.wu": desk, "eva.kos": {} }, { "eva.kos": desk })}\n`);
});

test("an exchange between users of their own", () => {
  const [a, b] = [{ email: "a@harbour-lane.example" }, { email: "b@harbour-lane.example" }];
  const text = passing({ "dan.wu": a, "ivo.lang": b }, { "dan.wu": b, "ivo.lang": a });
  expect(read("docs/user-set.md")).toContain(`error: ${text}\n`);
});
