/** Stable codes of everything Rollcall throws on purpose, with what each means. A code never changes its meaning. */
export const ERROR_CODES = {
  ERR_CONFIG: "The configuration is missing or wrong: target, endpoint, credentials, limits.",
  ERR_INVALID_USER: "A declaration breaks a documented rule; nothing was sent.",
  ERR_ALREADY_EXISTS: "A user of this name exists and onExisting does not allow taking it over.",
  ERR_DIFFERS: "A user of this name exists and differs from the program; each differing field is named.",
  ERR_USER_MISSING: "The user was deleted behind the program's back.",
  ERR_CANNOT_CHANGE: "No action of the service can make this change.",
  ERR_PARTIAL: "The user exists, but a later call failed; the next run repairs it.",
  ERR_CLOUD: "The service refused or failed; its own code and message follow.",
  ERR_AUTH: "The key, token or clock is wrong. Nobody was dropped from state.",
  ERR_FORBIDDEN: "The key may not do this. Nobody was dropped from state.",
  ERR_PARENT_MISSING: "The instance, tenant or service around the users is missing or not enabled. Nobody was dropped from state.",
  ERR_THROTTLED: "The service limited calls until the deadline.",
  ERR_QUOTA: "A limit of the account that waiting does not lift.",
  ERR_UNREACHABLE: "No answer came from the endpoint.",
  ERR_UNCERTAIN: "A creation was sent and its outcome is unknown; the next run looks before it repeats.",
  ERR_DEADLINE: "Repeats went on for as long as one operation may take.",
  ERR_TOO_MANY_DELETES: "The run would delete more users than the stack allows.",
  ERR_ROSTER: "The roster cannot be read or has bad rows; every one is listed.",
  ERR_DATA_FILE: "The emulator's data file is damaged, locked or not readable.",
} as const;

/** One of {@link ERROR_CODES}. */
export type ErrorCode = keyof typeof ERROR_CODES;
