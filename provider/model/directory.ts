import type { DirectoryFacts } from "./directory-facts";
import type { Kind, KindName, KindSpec } from "./kind";

/** A directory: one cloud's service, and the kinds of objects it keeps. Every one keeps users. */
export interface Directory extends DirectoryFacts {
  readonly kinds: KindsOf<Kind>;
}

type KindsOf<K> = { readonly User: K } & { readonly [N in Exclude<KindName, "User">]?: K };

/** A directory of these facts that keeps these kinds; each of them then knows its directory. */
export function defineDirectory(directory: DirectoryFacts, specs: KindsOf<KindSpec>): Directory {
  const { User, ...others } = specs;
  const of = (spec: KindSpec): Kind => ({ ...spec, directory });
  return {
    ...directory,
    kinds: { User: of(User), ...Object.fromEntries(Object.entries(others).map(([name, spec]) => [name, of(spec)])) },
  };
}

/** All kinds of a directory, users first. */
export function kindsOf({ kinds }: Directory): readonly Kind[] {
  return Object.values<Kind | undefined>(kinds).flatMap((kind) => kind ?? []);
}
