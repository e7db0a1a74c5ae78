import { withoutUndefined } from "../lifecycle/outputs";
import { equalValues } from "../model/compare";
import { type Fields, only, record } from "../model/values";
import type { Properties } from "./contract";
import { writeMember } from "./member-text";
import { besideTexts, LINKED, readSet, SECRETS } from "./set-form";

/**
 * A set's inputs with the values of members where they stood. What comes from a group or unit stands beside the texts while that is new,
 * because a preview cannot know it, and in them once the stack has it. It moves in a run that changes nothing: a preview prints every text
 * that differs.
 */
export function placedAsBefore(olds: Properties, news: Fields): Fields {
  if (olds[LINKED] === undefined || equalValues(shownOf(olds), shownOf(news))) return news;
  const [stood, stands] = [besideTexts(olds, LINKED), besideTexts(news, LINKED)];
  const [users, linked] = [{ ...record(news["users"]) }, { ...record(news[LINKED]) }];
  for (const [member, fields] of Object.entries(record(readSet({ users })["users"]))) {
    const own = withoutUndefined(record(fields));
    const stays = only(own, (_, field) => Object.hasOwn(stood(member), field));
    if (Object.keys(stays).length === 0) continue;
    users[member] = writeMember(only(own, (_, field) => !Object.hasOwn(stays, field)));
    linked[member] = { ...stands(member), ...stays };
  }
  return withoutUndefined({ ...news, users, ...(Object.keys(linked).length > 0 && { [LINKED]: linked }) });
}

function shownOf({ [SECRETS]: _hidden, ...shown }: Properties): Properties {
  return readSet(shown);
}
