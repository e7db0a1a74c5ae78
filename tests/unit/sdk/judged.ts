import * as pulumi from "@pulumi/pulumi";
import { Judge } from "../../../sdk/lib/gate/judge";
import type { Pending } from "../../../sdk/lib/gate/pending";

/**
 * Judges of programs, each after a last state; for a test file that registers nothing itself.
 * @returns makes a judge who has read these resources, by URN
 */
export function judgesOfPrograms(): (resources: Readonly<Record<string, unknown>>) => Promise<Judge> {
  let state: Readonly<Record<string, unknown>> = {};
  process.env["ROLLCALL_TARGET"] = "emulator";
  beforeAll(() =>
    pulumi.runtime.setMocks(
      { newResource: ({ inputs }) => ({ id: "x", state: inputs }), call: () => ({ outputs: state }) },
      "p",
      "dev",
      false,
      "acme",
    ),
  );
  return async (resources) => {
    state = resources;
    const judge = new Judge();
    judge.former.read();
    await judge.former.reading;
    return judge;
  };
}

/** A declaration that waits for its verdict, without options, at the top of the program. */
export function pendingOf(declaration: Pick<Pending, "kind" | "many" | "name" | "known">): Pending {
  return {
    ...declaration,
    secrets: () => [],
    settled: () => Promise.resolve(),
    opts: {},
    registered: () => Promise.resolve(),
    places: { aliases: [], parents: () => [""] },
    account: () => "default",
    admit: () => undefined,
    refuse: () => undefined,
  };
}
