const PART = /\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.[\]]+)/g;

/**
 * The parts of a property path as the engine writes them: `users.alice.email`, `users["a.b"].groupIds[0]`
 * (pulumi, `sdk/go/common/resource/property_path.go`).
 */
export function propertyPath(path: string): readonly string[] {
  return [...path.matchAll(PART)].map(([, quoted, index, name]) => quoted?.replace(/\\(.)/g, "$1") ?? index ?? name ?? "");
}
