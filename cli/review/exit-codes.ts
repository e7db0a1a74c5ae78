/** Exit codes as the Pulumi CLI documents them (pulumi, `sdk/go/common/util/cmdutil/exit.go`); its others are passed on as they come. */
export const EXIT = {
  ok: 0,
  error: 1,
  configuration: 2,
  /** A policy is violated: flags were raised and `--fail-on` says that they matter. */
  policy: 5,
} as const;
