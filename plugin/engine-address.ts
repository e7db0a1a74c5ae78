const ADDRESS = /^[^-].*:\d+$/;

/**
 * The engine's address among the arguments that the engine starts a plugin with. It is the last one: what the engine was told of logs
 * and traces comes before it (pulumi, `buildPluginArguments`: `--logtostderr -v=3 --tracing URL ADDRESS`).
 * @returns undefined where a person has started the plugin
 */
export function engineAddress(args: readonly string[]): string | undefined {
  const last = args.at(-1);
  return last !== undefined && ADDRESS.test(last) ? last : undefined;
}
