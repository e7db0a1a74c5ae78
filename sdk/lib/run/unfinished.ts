import * as pulumi from "@pulumi/pulumi";

/**
 * Watches whether the program comes to its end. Node stops, with status 0, where a function that the program exports waits for something
 * that never comes, and the engine takes everybody whom it would have declared next for people who leave.
 * @returns tells whether the program still waits
 */
export function watchEnd(): () => boolean {
  let waits = false;
  const over = (): void => void (waits = false);
  // The engine's library keeps the program's promise only when the program has begun.
  setImmediate(() => {
    const stack: unknown = pulumi.runtime.getStackResource();
    const end: unknown = typeof stack === "object" && stack !== null ? Reflect.get(stack, "__data") : undefined;
    if (!(end instanceof Promise)) return;
    waits = true;
    end.then(over, over);
  });
  return () => waits;
}
