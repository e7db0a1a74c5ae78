import type { Kind } from "../../../provider/model/kind";
import { type Risk, riskAbout } from "../../report/model";
import { keyText } from "../../report/field-values";
import { listed, personal, quoted, say, type Text } from "../../report/text";
import { type Contact, contactsOf, domainsOf, foldContact } from "../contacts";
import { keyIn, keyOf, type Movement } from "../movement";
import { confusablePairs, type Pair } from "../look-alikes";

/** New natural keys that can be taken for another one of the same directory. */
export function keyRisks(movements: readonly Movement[]): readonly Risk[] {
  const pairs = [...new Set(movements.map(({ kind }) => kind))].flatMap((kind) => {
    const there = movements.filter((movement) => movement.kind === kind);
    const before = there.flatMap((movement) => keyIn(movement, movement.before) ?? []);
    const known = new Set(before);
    const added = there.flatMap((movement) => keyIn(movement, movement.after) ?? []).filter((key) => !known.has(key));
    return confusablePairs(added, [...before, ...added]).map((pair) => ({ ...pair, of: kind }));
  });
  const describe = (kind: Pair["kind"]): readonly Text[] =>
    pairs
      .filter((pair) => pair.kind === kind)
      .map(({ key, other, of: kind }) => say`${keyText(kind, key)} and ${keyText(kind, other)}`);
  return [
    ...riskOf("look-alike", "high", "New names read like names that exist", describe("look-alike")),
    ...riskOf("one-character", "notice", "New names are one character away from others", describe("one-character")),
  ];
}

/** E-mail domains that nobody of the stack had before. A first run has nothing to compare with. */
export function domainRisks(movements: readonly Movement[]): readonly Risk[] {
  const known = new Set(movements.flatMap(({ kind, before }) => domainsOf(kind, before)));
  if (known.size === 0) return [];
  const fresh = new Map<string, Movement>();
  for (const movement of movements) {
    for (const domain of domainsOf(movement.kind, movement.after))
      if (!known.has(domain) && !fresh.has(domain)) fresh.set(domain, movement);
  }
  const named = (domain: string): Text => {
    const movement = fresh.get(domain);
    return movement === undefined
      ? say`${quoted(domain)}`
      : say`${quoted(domain)} (${keyText(movement.kind, keyOf(movement))})`;
  };
  const pairs = confusablePairs([...fresh.keys()], [...known, ...fresh.keys()]).filter(
    ({ key, other }) => known.has(other) && !areOfCountries(key, other) && !MAIL_PROVIDERS.has(key),
  );
  return [
    ...riskOf(
      "look-alike-domain",
      "high",
      "E-mail domains read like, or are one character away from, domains of this stack",
      pairs.map(({ key, other }) => say`${named(key)} and ${quoted(other)}`),
    ),
    ...riskOf("new-domain", "notice", "E-mail domains never seen in this stack", [...fresh.keys()].map(named)),
  ];
}

/** Providers of mail whose own names are one character apart; many people have an address at each. */
const MAIL_PROVIDERS = new Set(["gmail.com", "ymail.com", "mail.com", "email.com"]);

/** Country domains that are one slip away from `.com` or `.cn`, which is why people buy them. */
const SLIPS = new Set(["cm", "co", "om"]);

/** Whether two domains differ in one label of two letters that names a country, as a company has it: `pier.de` and `pier.dk`, `us.pier.example` and `uk.pier.example`. */
function areOfCountries(domain: string, other: string): boolean {
  const [labels, others] = [domain.split("."), other.split(".")];
  const differ = labels.flatMap((label, index) =>
    label === others[index] ? [] : [[label, others[index] ?? "", index] as const],
  );
  const [first] = differ;
  if (labels.length !== others.length || first === undefined || differ.length > 1) return false;
  const [label, name, index] = first;
  const isAtEnd = index === labels.length - 1;
  const isBelow = index < labels.length - 2;
  return (isAtEnd || isBelow) && [label, name].every((one) => /^[a-z]{2}$/.test(one) && !(isAtEnd && SLIPS.has(one)));
}

/** People who leave in one place and seem to join in another, by e-mail address, telephone number or name. */
export function transferRisks(movements: readonly Movement[]): readonly Risk[] {
  const leaving = new Map<string, Movement>();
  for (const movement of movements.filter(({ move }) => move === "leaves")) {
    for (const contact of contactsOf(movement.kind, movement.before)) leaving.set(fold(contact), movement);
  }
  if (leaving.size === 0) return [];
  // What somebody who stays has as well, such as the number of a department, tells nobody again.
  const staying = new Set(
    movements
      .filter(({ move }) => move !== "joins" && move !== "leaves")
      .flatMap(({ kind, after }) => contactsOf(kind, after).map((contact) => inDirectory(kind, contact))),
  );
  const found = movements
    .filter(({ move }) => move === "joins")
    .flatMap((joining) => {
      const shared = contactsOf(joining.kind, joining.after).find((contact) => {
        const left = leaving.get(fold(contact));
        return left !== undefined && [left, joining].every(({ kind }) => !staying.has(inDirectory(kind, contact)));
      });
      const left = shared === undefined ? undefined : leaving.get(fold(shared));
      return shared === undefined || left === undefined ? [] : [{ left, joining, shared }];
    });
  const describe = (same: boolean): readonly Text[] =>
    found
      .filter(({ left, joining }) => (left.kind === joining.kind) === same)
      .map(
        ({ left, joining, shared }) =>
          say`${keyText(left.kind, keyOf(left))} (${left.kind.directory.name}) → ${keyText(joining.kind, keyOf(joining))} (${joining.kind.directory.name}), by ${personal(shared.kind, shared.value)}`,
      );
  return [
    ...riskOf(
      "changes-directory",
      "notice",
      "The same person seems to leave one directory and join another",
      describe(false),
    ),
    ...riskOf(
      "new-account",
      "notice",
      "The same person seems to leave and join the same directory under another name",
      describe(true),
    ),
  ];
}

/** People of whom nothing stays but the key: an account with all that is in it seems to go to somebody else. */
export function reusedRisks(movements: readonly Movement[]): readonly Risk[] {
  const found = movements.filter(({ move, kind, before, after }) => {
    const former = new Map(contactsOf(kind, before).map((contact) => [contact.kind, foldContact(contact)]));
    const present = contactsOf(kind, after).filter((contact) => former.has(contact.kind));
    return (
      move === "changes" &&
      present.length > 1 &&
      present.every((contact) => former.get(contact.kind) !== foldContact(contact))
    );
  });
  return riskOf(
    "another-person",
    "notice",
    "Accounts seem to go to other people, with all that is in them: only the key is the same",
    found.map((movement) => keyText(movement.kind, keyOf(movement))),
  );
}

function inDirectory(kind: Kind, contact: Contact): string {
  return `${kind.directory.name} ${fold(contact)}`;
}

function fold(contact: Contact): string {
  return `${contact.kind} ${foldContact(contact)}`;
}

function riskOf(id: string, level: Risk["level"], what: string, texts: readonly Text[]): readonly Risk[] {
  return riskAbout(texts, { id, level, text: say`${what}: ${listed(texts, "; ")}.` });
}
