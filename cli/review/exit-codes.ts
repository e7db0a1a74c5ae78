/**
 * Exit code when flags are raised and `--fail-on` says that they matter: the Pulumi CLI's code for a violated policy (pulumi,
 * `sdk/go/common/util/cmdutil/exit.go`).
 */
export const POLICY_VIOLATION = 5;
