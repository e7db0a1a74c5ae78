import type { Secrets } from "../calls/service";
import { secretForms } from "./secret-forms";

/** What stands in place of a secret. */
export const REDACTED = "[secret]";

/** Shorter values are not learned: they would turn every text into noise, and no service accepts passwords this short. */
const SHORTEST = 4;

/** Less of a secret that was cut off is taken for an ordinary word. */
const SHORTEST_REST = 6;

/** Keeps values out of every text that leaves the process. Cleaning takes one pass over the text, however many values are known. */
export function newSecrets(): Secrets {
  const known = new Set<string>();
  const forms: Forms = new Map();
  return {
    learn(value) {
      if (value.length < SHORTEST || known.has(value)) return;
      known.add(value);
      for (const form of secretForms(value)) if (form.length >= SHORTEST) add(forms, form);
    },
    clean: (text) => clean(text, forms),
  };
}

/** Forms by their first characters and then by length. */
type Forms = Map<string, Map<number, Set<string>>>;

function add(forms: Forms, form: string): void {
  const start = form.slice(0, SHORTEST);
  const byLength = forms.get(start) ?? new Map<number, Set<string>>();
  const alike = byLength.get(form.length) ?? new Set<string>();
  forms.set(start, byLength.set(form.length, alike.add(form)));
}

/** Overlapping finds count as one stretch, so that no rest of the one is left beside the other. */
function clean(text: string, forms: Forms): string {
  let cleaned = "";
  let copied = 0;
  for (let at = 0; at + SHORTEST <= text.length; at++) {
    const end = at + longestAt(text, at, forms);
    if (end === at) continue;
    if (copied === 0 || at > copied) cleaned += text.slice(copied, at) + REDACTED;
    copied = Math.max(copied, end);
  }
  return cleaned + text.slice(copied);
}

/** Length of the longest form that starts at this place; 0 when none does. */
function longestAt(text: string, at: number, forms: Forms): number {
  let longest = 0;
  for (const [length, alike] of forms.get(text.slice(at, at + SHORTEST)) ?? []) {
    if (length > longest && alike.has(text.slice(at, at + length))) longest = length;
    else if (longest === 0 && length > text.length - at) longest = cutOff(text.slice(at), alike);
  }
  return longest;
}

/** Length of what stands of a form at the end of a text that a service has cut short, up to its mark of omission. */
function cutOff(tail: string, alike: ReadonlySet<string>): number {
  const end = tail.replace(/(?:\.{3}|…)?["')\]]*$/, "");
  return end.length >= SHORTEST_REST && [...alike].some((form) => form.startsWith(end)) ? end.length : 0;
}
