import type { Secrets } from "../model/service";
import type { Kind } from "../model/kind";
import type { Fields } from "../model/values";
import { placeOf } from "./many/members";

/**
 * Which declared fields a program marks as secret, beside those that every directory keeps secret. The engine hands a
 * provider plain values, so the sdk names the fields, and the check of each run remembers them here by account.
 */
export class SecretFields {
  private readonly marked = new Map<string, ReadonlySet<string>>();

  constructor(
    private readonly kind: Kind,
    private readonly secrets: Secrets,
  ) {}

  /** Remembers fields of somebody, and makes their values unprintable. */
  mark(user: Fields, fields: readonly string[]): void {
    if (fields.length === 0) return;
    const place = placeOf(this.kind, user);
    this.marked.set(place, new Set([...(this.marked.get(place) ?? []), ...fields]));
    this.learn(user, user);
  }

  /** The marked fields of somebody. */
  of(user: Fields): ReadonlySet<string> {
    return this.any ? (this.marked.get(placeOf(this.kind, user)) ?? NONE) : NONE;
  }

  /** Whether the program marks anything, so that what state keeps beside its declarations may be secret too. */
  get any(): boolean {
    return this.marked.size > 0;
  }

  /** Makes other values of the same fields unprintable, such as the cloud's, or those of the last run. */
  learn(user: Fields, values: Fields): void {
    for (const field of this.of(user)) for (const text of textsIn(values[field])) this.secrets.learn(text);
  }
}

const NONE: ReadonlySet<string> = new Set();

/** Every text in a value, at any depth. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
