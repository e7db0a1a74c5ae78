import { GENERATE, INITIAL_PASSWORD, passwordField } from "./initial-password";
import type { DirectoryFacts } from "./directory-facts";
import type { Directory, Kind, KindName, KindSpec } from "./kind";

export type { Directory } from "./kind";

/** A directory of which it is known which kinds it keeps, and with which fields. */
export interface DirectoryOf<S extends Specs> extends DirectoryFacts {
  readonly kinds: { readonly [N in keyof S]: S[N] extends KindSpec<infer F> ? Kind<F> : never };
}

type Specs = { readonly User: KindSpec } & { readonly [N in KindName]?: KindSpec };

/** A directory of these facts that keeps these kinds; each of them then knows its directory. */
export function defineDirectory<S extends Specs>(facts: DirectoryFacts, specs: S): DirectoryOf<S> {
  const directory = { ...facts };
  const kinds = Object.entries<KindSpec>(specs).map(([name, spec]) => [
    name,
    { ...spec, directory, ...initialPassword(spec) },
  ]);
  return Object.assign(directory, { kinds: Object.fromEntries(kinds) });
}

/** Where there are passwords, one that Rollcall made is an output. */
function initialPassword(spec: KindSpec): Pick<KindSpec, "computed"> {
  if (passwordField(spec) === undefined) return {};
  return {
    computed: {
      ...spec.computed,
      [INITIAL_PASSWORD]: `The password that Rollcall made for \`${GENERATE}\`; a secret.`,
    },
  };
}

/** All kinds of a directory, users first. */
export function kindsOf({ kinds }: Directory): readonly Kind[] {
  return Object.values<Kind | undefined>(kinds).flatMap((kind) => kind ?? []);
}
