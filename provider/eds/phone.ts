import { nationalDigits, phoneProblem, type Phone, readPhone } from "../phone";

/**
 * Whether a text is one telephone number of the mainland site, which alone knows them (EDS CreateUsers, Users.Phone): a mainland number as
 * people write it, or 6 to 15 digits as they are, so that no range that is new is refused.
 */
export function isPhone(value: string): boolean {
  return mainland(value) !== undefined || isAsDialled(value);
}

/** A number as the service's own example has it: digits alone, without country code; a landline keeps the 0 of its area code. */
export function phoneOnWire(value: string): string {
  const phone = mainland(value);
  return phone === undefined ? value.replace(/[ -]/g, "") : nationalDigits(phone);
}

function mainland(value: string): Phone | undefined {
  const phone = readPhone(value);
  return "problem" in phone || phone.region !== "86" ? undefined : phone;
}

/** Digits without separators, or a number without area code such as `6234 5678`. */
function isAsDialled(value: string): boolean {
  return /^(?!00)\d{6,15}$/.test(value) || (/^\d(?:[ -]?\d){5,7}$/.test(value) && phoneProblem(value) === undefined);
}
