import { engineAddress } from "../../../plugin/engine-address";

test.each<[string, readonly string[]]>([
  ["alone", []],
  ["after what the engine was told of its log", ["--logtostderr", "-v=9"]],
  ["after where traces go", ["--tracing", "tcp://127.0.0.1:9411"]],
  ["after both", ["--logtostderr", "-v=3", "--tracing", "file:/tmp/trace.json"]],
])("the engine's address is found %s", (_where, options) => {
  expect(engineAddress([...options, "127.0.0.1:34057"])).toBe("127.0.0.1:34057");
});

test.each([[], ["--version"], ["--help"], ["-h"], ["-v=9"], ["help"], ["install", "rollcall"]])(
  "a person who writes %j gives none",
  (...args) => expect(engineAddress(args)).toBeUndefined(),
);
