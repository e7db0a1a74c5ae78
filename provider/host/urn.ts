/** What a URN says of a resource (pulumi, `urn:pulumi:stack::project::parent$type::name`). */
export interface Urn {
  readonly stack: string;
  readonly project: string;
  /** The types of the resources around it, outermost first, and its own type last. */
  readonly types: readonly string[];
  /** The resource's name, which may itself hold `::`. */
  readonly name: string;
}

const SCHEME = "urn:pulumi:";

/** Reads a URN as the engine does: the name is all that stands behind the third `::`. */
export function readUrn(urn: string): Urn {
  const [head = "", project = "", types = "", ...name] = urn.split("::");
  return { stack: head.startsWith(SCHEME) ? head.slice(SCHEME.length) : head, project, types: types.split("$"), name: name.join("::") };
}

/** The types of the resources around a resource, as its URN has them: `a:b:C$d:e:F` in an F in a C, nothing at the top of the stack. */
export function parentTypesOf(urn: string): string {
  return readUrn(urn).types.slice(0, -1).join("$");
}
