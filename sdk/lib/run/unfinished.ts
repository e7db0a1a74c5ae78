import { sep } from "node:path";
import { isDeepStrictEqual } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { record } from "../../../provider/model/values";

/** What is known of the program's end. */
export interface End {
  /** Whether the program still waits. */
  waits(): boolean;
  /** The name under which the program has exported a function, which Pulumi calls only where it is all that is exported. */
  uncalled(): string | undefined;
}

/**
 * Watches whether the program comes to its end. Node stops, with status 0, where a function that the program exports waits for something
 * that never comes, and the engine takes everybody whom it would have declared next for people who leave.
 */
export function watchEnd(): End {
  let waits = false;
  let uncalled: string | undefined;
  // The engine's library keeps the program's promise only when the program has begun.
  setImmediate(() => {
    const stack: unknown = pulumi.runtime.getStackResource();
    const end: unknown = typeof stack === "object" && stack !== null ? Reflect.get(stack, "__data") : undefined;
    if (!(end instanceof Promise)) return;
    waits = true;
    end.then(
      (outputs: unknown) => {
        waits = false;
        uncalled = uncalledExport(outputs, require.cache);
      },
      () => void (waits = false),
    );
  });
  return { waits: () => waits, uncalled: () => uncalled };
}

/**
 * The name of an output in whose place the program has exported a function: the engine's library makes an object without properties of
 * it. Modules that were imported and not required are not known, so that nothing is said of them.
 */
export function uncalledExport(outputs: unknown, loaded: NodeJS.Dict<NodeModule>): string | undefined {
  const empty = Object.entries(record(outputs)).flatMap(([name, value]) =>
    isDeepStrictEqual(value, {}) ? [name] : [],
  );
  const programs = Object.values(loaded).flatMap((module) =>
    module === undefined || module.filename.split(sep).includes("node_modules") ? [] : [record(module.exports)],
  );
  return empty.find((name) => programs.some((exported) => typeof exported[name] === "function"));
}
