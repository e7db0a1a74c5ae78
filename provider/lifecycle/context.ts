import type { Kind } from "../model/kind";
import type { KindCalls } from "../model/kind-calls";
import type { Service } from "../model/service";
import type { Fields } from "../model/values";
import type { Claims } from "./claims";
import type { Diary } from "./diary";
import type { SecretFields } from "./secret-fields";
import type { Crowd, Rally } from "./together";

/** What every operation of the lifecycle works with: one kind of a directory under one account. */
export interface Context {
  readonly kind: Kind;
  readonly calls: KindCalls;
  readonly service: Service;
  /** Fields that the program marks as secret. */
  readonly secretFields: SecretFields;
  /** Who is in a group or unit because the program puts them there, by place: they follow to one that takes its place. */
  readonly followers: Map<string, ReadonlySet<string>>;
  /** The accounts that the resources of this run have. */
  readonly claims: Claims;
  /** Where people who are changed together meet before calls that take many; absent for somebody alone. */
  readonly rally?: Rally;
  /** The people who are created together with this one; absent for somebody alone. */
  readonly crowd?: Crowd;
  /** Tells the place where the accounts are from others, in which the same names and ids may be other people's; absent where none is told. */
  readonly place?: string;
  /** State has this resource at another place than {@link place}. */
  readonly isElsewhere?: boolean;
  /**
   * Resolves when the program has declared nothing new for a moment: an account may end that nobody has claimed by then. Absent where the
   * whole program has been judged before anything is asked for.
   */
  untilQuiet?(): Promise<void>;
  /** Where accounts are named that state may not come to name. */
  readonly diary: Diary;
  /** One line for the person who watches the run; cleaned of secrets by the host. */
  say(line: string): void;
  /** A fresh idempotency token: ASCII, at most 64 characters. */
  token(): string;
  /** A whole number from 0 to below the bound, that nobody can guess: what passwords are made of. */
  random(below: number): number;
}

/** The natural key a declaration names. */
export function keyOf(context: Pick<Context, "kind">, user: Fields): string {
  return String(user[context.kind.naturalKey] ?? "");
}

/**
 * Makes the values of secret fields unprintable before anything is done with them.
 * @param values of the same person, such as the cloud's or those of the last run; the declared ones by default
 */
export function learnSecrets(context: Context, user: Fields, values: Fields = user): void {
  context.secretFields.learn(user, values);
  for (const [name, value] of Object.entries(values)) {
    if (context.kind.fields[name]?.secret === true && typeof value === "string") context.service.secrets.learn(value);
  }
}

/** The same of a key that an earlier run was told to keep secret. */
export function learnHidden({ kind, diary, service }: Context, key: string): void {
  if (diary.hides(kind.directory.name, key)) service.secrets.learn(key);
}
