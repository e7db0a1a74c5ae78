import { reviewReport } from "../../../cli/review/build-report";
import { readPreview } from "../../../cli/review/read-preview";
import { plain } from "../../../cli/report/text";
import { planText, type PlannedUser } from "./plan";

const NOW = Date.parse("2027-03-31T16:00:00Z");

function told(user: PlannedUser): readonly string[] {
  const { risks } = reviewReport(readPreview(planText({ user })), { environment: {}, now: NOW });
  return risks.flatMap(({ id, text }) => (id === "expired" ? [plain(text)] : []));
}

const anna = { endUserId: "anna", email: "anna@example.com" };
const omar = { userName: "anna", userEmail: "anna@example.com" };

test.each([
  ["eds", { before: anna, after: { ...anna, autoLockTime: "2017-04-30 23:59:59" } }],
  ["eds, in Beijing's time", { before: anna, after: { ...anna, autoLockTime: "2027-04-01 00:00:00" } }],
  ["eds, who joins", { after: { ...anna, autoLockTime: "2017-04-30 23:59:59" } }],
  ["workspace", { before: omar, after: { ...omar, accountExpires: "2017-04-30T00:00:00Z" }, directory: "workspace" }],
  [
    "workspace, whose end was to come",
    {
      before: { ...omar, accountExpires: "2028-01-01T00:00:00Z" },
      after: { ...omar, accountExpires: "2027-03-31T16:00:00Z" },
      directory: "workspace",
    },
  ],
])("an end that is over is told of %s", (_, user: PlannedUser) => {
  expect(told(user)).toEqual(["1 person could not sign in, because the declared end of the account is over: anna."]);
});

test.each([
  ["to come", { before: anna, after: { ...anna, autoLockTime: "2027-04-01 00:00:01" } }],
  ["never", { before: omar, after: { ...omar, accountExpires: "0" }, directory: "workspace" }],
  ["over before", { before: { ...anna, autoLockTime: "2017-04-30 23:59:59" }, after: { ...anna, autoLockTime: "2016-01-01 00:00:00" } }],
  ["a secret", { before: anna, after: { ...anna, autoLockTime: "[secret]" } }],
  ["that of somebody who leaves", { before: { ...anna, autoLockTime: "2017-04-30 23:59:59" } }],
])("an end that is %s is not told", (_, user: PlannedUser) => {
  expect(told(user)).toEqual([]);
});
