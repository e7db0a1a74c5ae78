import { checkEndpoint } from "../../../cli/doctor/checks";
import type { Account } from "../../../provider/model/account";

const account: Account = {
  directory: "eds",
  endpoint: "https://eds.example",
  region: "cn-hangzhou",
  credentials: { kind: "token", token: "t" },
  own: {},
  timeoutMs: 1000,
};

async function found(thrown: unknown): Promise<string> {
  const findings = await checkEndpoint(account, { now: () => 0, fetch: () => Promise.reject(thrown) });
  return findings.map((finding) => `${finding.level} ${finding.found}`).join("\n");
}

test("an endpoint that gives no answer is told in words of ours, whatever the error is called", async () => {
  expect(await found(Object.assign(new Error("fetch failed"), { code: "ENOTFOUND" }))).toBe(
    "fail no connection to eds.example (ENOTFOUND)",
  );
  expect(await found(Object.assign(new Error("words of a proxy"), { name: "NoAnswer" }))).toBe(
    "fail the connection to eds.example broke before an answer came",
  );
});
