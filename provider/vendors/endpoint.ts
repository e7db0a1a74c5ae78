import { configError, type RollcallError } from "../model/error";

/**
 * Whether keys and passwords may be sent to this address: https anywhere, plain http only to this machine.
 * @param url full URL without a path, e.g. `https://eiam.cn-hangzhou.aliyuncs.com`
 * @param what names the setting in the error, e.g. `rollcall:eiamEndpoint`
 * @throws RollcallError ERR_CONFIG
 */
export function assertSafeEndpoint(
  url: string,
  what: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): void {
  assertSafeUrl(url, what, environment);
  if (new URL(url).pathname !== "/" || /[?#]/.test(url)) {
    throw refusal(`${what} carries a path or query`, "Give scheme, host and port only.");
  }
}

/**
 * The same for a URL that may have a path.
 * @throws RollcallError ERR_CONFIG
 */
export function assertSafeUrl(
  url: string,
  what: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || (parsed.protocol !== "https:" && parsed.protocol !== "http:") || parsed.hostname === "") {
    throw refusal(`${what} is not an http or https URL`, "Give a full URL, such as https://gateway.example.com.");
  }
  if (parsed.username !== "" || parsed.password !== "") {
    throw refusal(
      `${what} carries a user name or password`,
      "Remove them from the URL; keys come from the cloud's usual variables.",
    );
  }
  if (parsed.protocol === "http:") {
    if (!isLoopback(parsed.hostname))
      throw refusal(
        `${what} would send keys in clear to ${parsed.host}`,
        "Use https; plain http is for an emulator on this machine.",
      );
  } else if (
    environment["NODE_TLS_REJECT_UNAUTHORIZED"] === "0" &&
    environment["ROLLCALL_ALLOW_INSECURE_TLS"] !== "1"
  ) {
    throw refusal(
      `NODE_TLS_REJECT_UNAUTHORIZED=0 switches certificate checks off, so that keys for ${what} could go to anybody`,
      "Unset it and name your own certificate authority in NODE_EXTRA_CA_CERTS; ROLLCALL_ALLOW_INSECURE_TLS=1 overrides this.",
    );
  }
}

/**
 * Whether an endpoint is on this machine, as target `emulator` demands: real keys and people must not reach a cloud by it.
 * @throws RollcallError ERR_CONFIG
 */
export function assertLoopback(url: string, what: string): void {
  if (isLoopback(new URL(url).hostname)) return;
  throw refusal(
    `rollcall:target is emulator, but ${what} is ${new URL(url).host}, which is not this machine`,
    "Remove the endpoint to use the embedded emulator, or set rollcall:target to cloud.",
  );
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function refusal(summary: string, remedy: string): RollcallError {
  return configError(`${summary}.`, remedy);
}
