import { assertSafeEndpoint } from "../../../provider/vendors/endpoint";

test.each([
  "https://eiam.cn-hangzhou.aliyuncs.com",
  "https://open.volcengineapi.com:8443",
  "http://127.0.0.1:4010",
  "http://127.8.9.1",
  "http://localhost:1",
  "http://[::1]:9",
  "http://[0:0:0:0:0:0:0:1]",
  "http://2130706433",
])("%s is safe", (url) => {
  expect(() => assertSafeEndpoint(url, "rollcall:edsEndpoint", {})).not.toThrow();
});

test.each([
  ["http://eiam.cn-hangzhou.aliyuncs.com", "would send keys in clear to eiam.cn-hangzhou.aliyuncs.com"],
  ["http://127.0.0.1.example.com", "in clear"],
  ["http://localhost.evil.example", "in clear to localhost.evil.example"],
  ["http://loca\tlhost.evil.example", "in clear to localhost.evil.example"],
  ["http://127.0.0.1%2eevil.example", "in clear to 127.0.0.1.evil.example"],
  ["http://0.0.0.0", "in clear"],
  ["http://[::]", "in clear"],
  ["http://169.254.169.254", "in clear"],
  ["http:evil.example", "in clear to evil.example"],
  ["http://127.0.0.1@evil.example", "carries a user name or password"],
  ["http://127.0.0.1\\@evil.example", "carries a path or query"],
  ["http://127.0.0.1#@evil.example", "carries a path or query"],
  ["https://evil.example?", "carries a path or query"],
  ["https://evil.example#", "carries a path or query"],
  ["http://10.0.0.1:80", "in clear"],
  ["http://[::ffff:10.0.0.1]", "in clear"],
  ["ftp://127.0.0.1", "not an http or https URL"],
  ["eiam.cn-hangzhou.aliyuncs.com", "not an http or https URL"],
  ["", "not an http or https URL"],
  ["https://user:pass@eiam.cn-hangzhou.aliyuncs.com", "carries a user name or password"],
  ["https://eiam.cn-hangzhou.aliyuncs.com/path", "carries a path or query"],
  ["https://eiam.cn-hangzhou.aliyuncs.com/?a=b", "carries a path or query"],
])("%s is refused", (url, reason) => {
  const check = (): void => assertSafeEndpoint(url, "rollcall:edsEndpoint", {});
  expect(check).toThrow(expect.objectContaining({ code: "ERR_CONFIG", summary: expect.stringContaining(reason) }));
  expect(check).toThrow(/^rollcall:edsEndpoint /);
  expect(check).not.toThrow(/pass@/);
});

describe("with certificate checks switched off", () => {
  const insecure = { NODE_TLS_REJECT_UNAUTHORIZED: "0" };

  test("https is refused, since it would protect nothing", () => {
    expect(() => assertSafeEndpoint("https://eiam.cn-hangzhou.aliyuncs.com", "rollcall:eiamEndpoint", insecure)).toThrow(
      /NODE_TLS_REJECT_UNAUTHORIZED=0/,
    );
  });

  test("it is allowed only when said twice", () => {
    expect(() =>
      assertSafeEndpoint("https://eiam.cn-hangzhou.aliyuncs.com", "rollcall:eiamEndpoint", {
        ...insecure,
        ROLLCALL_ALLOW_INSECURE_TLS: "1",
      }),
    ).not.toThrow();
  });

  test("an emulator on this machine is not concerned", () => {
    expect(() => assertSafeEndpoint("http://127.0.0.1:4010", "rollcall:eiamEndpoint", insecure)).not.toThrow();
  });
});
