import fc from "fast-check";

import { verifySdkHmac } from "../../../emulator/signatures/sdk-hmac";
import { verifyVolcengine } from "../../../emulator/signatures/volcengine";
import { signVolcengine } from "../../contract/emulator/cloudidentity-client";
import { requestOf } from "../../contract/emulator/handler-world";
import { signHuawei } from "../../contract/emulator/workspace-client";

const now = Date.UTC(2026, 0, 2, 3, 4, 5);
const signing = { accessKeyId: "testId", accessKeySecret: "testSecret", date: "20260102T030405Z" };
const settings = { numRuns: 300 };

const text = fc.string({ unit: "grapheme", maxLength: 12 });
const query = fc
  .array(fc.tuple(text, text), { maxLength: 12 })
  .map((pairs) => pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join("&"));
const segment = text.filter((value) => value !== "" && value !== "." && value !== "..").map(encodeURIComponent);

const huawei = (target: string, sent: string, received: string) =>
  verifySdkHmac(requestOf("POST", target, signHuawei("POST", target, sent, signing), received), signing, now);
const volcengine = (target: string, sent: string, received: string) =>
  verifyVolcengine(
    requestOf("POST", target, signVolcengine("POST", target, sent, signing), received),
    { ...signing, service: "cloudidentity" },
    now,
  );

test("whatever path, query and body a Huawei client signs is accepted, and no other body", () => {
  fc.assert(
    fc.property(segment, query, text, (id, search, body) => {
      const target = `/v2/p1/users/${id}?${search}`;
      expect(huawei(target, body, body)).toBeUndefined();
      expect(huawei(target, body, `${body} `)).toEqual({ kind: "signature" });
    }),
    settings,
  );
});

test("whatever query and body a Volcengine client signs is accepted, and no other body", () => {
  fc.assert(
    fc.property(query, text, (search, body) => {
      const target = `/?Action=CreateUser&Version=2023-01-01&${search}`;
      expect(volcengine(target, body, body)).toBeUndefined();
      expect(volcengine(target, body, `${body} `)).toMatchObject({ code: "SignatureDoesNotMatch" });
    }),
    settings,
  );
});
