import type * as pulumi from "@pulumi/pulumi";
import { setOf } from "../../../provider/lifecycle/many/members";
import type { Kind } from "../../../provider/model/kind";
import type { Fields } from "../../../provider/model/values";
import type { SecretPath } from "../../../provider/pulumi/program-inputs";
import { mayNamePlugin, type Places } from "../run/declared-user";
import type { DeclaredResource, DeclaredUser } from "./departures";
import { providerOf } from "../run/account-of";
import { originOf } from "../run/origin";
import type { newcomerTest } from "../run/managed-users";
import { kindUnder, sameAccount } from "../run/same-account";
import type { Candidate } from "./problems";

/** A user, or a set of users, as a program declares it before anything is registered. */
export interface Declared {
  readonly kind: Kind;
  /** A set of many. */
  readonly many: boolean;
  /** Resource name. */
  readonly name: string;
  /** The resource's inputs as far as they are known when asked. What depends on other resources is left to the provider's check. */
  known(): Fields;
  /** Where the program marks values as secret, as far as known when asked. */
  secrets(): readonly SecretPath[];
  /** Resolves when all inputs have got their values from other resources, or a preview has shown that it cannot know them. */
  settled(): Promise<unknown>;
  readonly opts: pulumi.CustomResourceOptions;
  /** Its option `protect`, or that of a resource around it. */
  readonly isProtected?: boolean;
  /** Resolves when the engine has done what it does for the resource before it deletes anything. */
  registered(): Promise<void>;
}

/** What is known of a declaration when it may go to the engine. */
export interface Admission {
  /** Of a group or unit: who is in it because the program puts them there. */
  readonly followers: readonly string[];
  /** Ids that other resources of the program have under its name, or a member's, by the stack's last state, and keep under another one. */
  readonly taken: readonly string[];
}

/** A declaration that waits to be admitted. */
export interface Pending extends Declared {
  readonly places: Places;
  /** Name of its account in the stack, as far as it is known when asked. */
  account(): string | undefined;
  admit(admission: Admission): void;
  refuse(error: Error): void;
}

/** Whether it is an account of somebody: groups and units are none. */
export function isPerson({ kind }: { readonly kind: Kind }): boolean {
  return kind.token === "User";
}

/** A declaration as the validation takes it. */
export function candidateOf(
  { kind, many, name, opts, places, known, secrets }: Pending,
  isNewcomer: ReturnType<typeof newcomerTest>,
): Candidate {
  const names = [name, ...places.aliases];
  const account = providerOf(opts);
  const [parents] = places.parents() ?? [];
  const isNew = (user: Fields, member?: string): boolean => isNewcomer(kind, names, member, user);
  return {
    isNew,
    kind,
    placing: kindUnder(kind, account),
    many,
    name,
    ...(parents !== undefined && { parents }),
    properties: known(),
    secrets: secrets(),
    ...(opts.ignoreChanges !== undefined && { ignored: opts.ignoreChanges }),
    originOf: (key) => originOf(opts.parent, kind.directory.name, key),
    ofDefaultAccount: account === undefined,
    account: sameAccount(kind.directory, account),
  };
}

/** The resource of a declaration, which finds the users of the last state again. */
export function resourceOf({ kind, name, places, account, isProtected, opts }: Pending): DeclaredResource {
  const parents = places.parents();
  const own = account();
  return {
    kind,
    placing: kindUnder(kind, providerOf(opts)),
    resource: name,
    aliases: places.aliases,
    ...(parents !== undefined && { parents }),
    ...(own !== undefined && { account: own }),
    ...(isProtected === true && { isProtected }),
    ...(mayNamePlugin(opts) && { wasOfPlugin: true }),
  };
}

/** Everybody in a declaration. */
export function declaredUsers(pending: Pending): readonly DeclaredUser[] {
  const { kind, many, known } = pending;
  const resource = resourceOf(pending);
  if (!many) return [{ ...resource, fields: known() }];
  return [...setOf(kind, known()).members.values()].map((member) => ({
    ...resource,
    member: member.name,
    fields: member.fields,
  }));
}
