type Fields = Readonly<Record<string, unknown>>;

/** A resource's state as `pulumi preview --json` prints it. */
function state(urn: string, type: string, id: string, inputs: Fields, more: Fields): Fields {
  return { urn, custom: true, type, id, inputs: { ...inputs, __provider: "text" }, outputs: { ...inputs, __provider: "text" }, ...more };
}

/** What a test says of one resource: absent before or after means it is created or deleted. */
export interface PlannedUser {
  readonly before?: Fields;
  readonly after?: Fields;
  readonly directory?: string;
  readonly kind?: "User" | "UserSet" | "Group" | "Organization" | "OrganizationalUnit";
  /** The directory's id; default: `id`. */
  readonly id?: string;
  /** The engine's word; derived from before and after where it is not given. */
  readonly op?: string;
  readonly detailedDiff?: Fields;
  readonly replaceReasons?: readonly string[];
  /** Further properties of the resource's state: `protect`, `retainOnDelete`. */
  readonly options?: Fields;
  /** URNs that the values of a property come from. */
  readonly dependencies?: Fields;
}

/** The URN of a planned resource. */
export function urnOf(name: string, { directory = "eds", kind = "User" }: Pick<PlannedUser, "directory" | "kind">): string {
  return `urn:pulumi:dev::acme::pulumi-nodejs:dynamic/rollcall/${directory}:${kind}::${name}`;
}

function opOf({ op, before, after }: PlannedUser): string {
  if (op !== undefined) return op;
  if (before === undefined) return "create";
  if (after === undefined) return "delete";
  return JSON.stringify(before) === JSON.stringify(after) ? "same" : "update";
}

function step(name: string, user: PlannedUser): Fields {
  const { before, after, directory = "eds", kind = "User", id = "id", detailedDiff, replaceReasons, options = {} } = user;
  const { dependencies } = user;
  const type = `pulumi-nodejs:dynamic/rollcall/${directory}:${kind}`;
  const urn = urnOf(name, user);
  return {
    op: opOf(user),
    urn,
    ...(before !== undefined && { oldState: state(urn, type, id, before, options) }),
    ...(after !== undefined && {
      newState: state(urn, type, before === undefined ? "" : id, after, {
        ...options,
        ...(dependencies !== undefined && { propertyDependencies: dependencies }),
      }),
    }),
    detailedDiff: detailedDiff ?? null,
    ...(replaceReasons !== undefined && { replaceReasons }),
  };
}

/** The text of a preview: users by resource name, and whatever else stands beside the steps. */
export function planText(users: Readonly<Record<string, PlannedUser>>, more: Fields = {}): string {
  const urn = "urn:pulumi:dev::acme::pulumi:pulumi:Stack::acme-dev";
  const stack = {
    op: "same",
    urn,
    oldState: { urn, custom: false, type: "pulumi:pulumi:Stack" },
    newState: { urn, custom: false, type: "pulumi:pulumi:Stack" },
    detailedDiff: null,
  };
  const steps = [stack, ...Object.entries(users).map(([name, user]) => step(name, user))];
  const same = steps.filter((one) => "op" in one && one.op === "same").length;
  return JSON.stringify({ config: {}, steps, diagnostics: [], duration: 1, changeSummary: { same }, ...more });
}
