import { type RollcallError } from "../../provider/errors/error";

/** Exit codes as the Pulumi CLI documents them (pulumi, `sdk/go/common/util/cmdutil/exit.go`). */
export const EXIT = { ok: 0, error: 1, configuration: 2, auth: 3, differs: 7 } as const;

/** The exit code that tells a script why a command ended with this error. */
export function exitCodeOf({ code, category }: RollcallError): number {
  if (code === "ERR_CONFIG") return EXIT.configuration;
  return category === "auth" || category === "forbidden" ? EXIT.auth : EXIT.error;
}
