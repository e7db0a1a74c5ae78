/** The mainland site alone knows telephone numbers (EDS CreateUsers, Users.Phone), so the only country code in front is 86. */
const PHONE = /^(?:(?:\+|00)86[ -]?)?\d(?:[ -]?\d){5,14}$/;

/** Whether a text is a telephone number of 6 to 15 digits, with or without the country code. */
export function isPhone(value: string): boolean {
  return PHONE.test(value);
}

/** A number as the service's own example has it: digits alone, without country code. */
export function phoneOnWire(value: string): string {
  return value.replace(/[ -]/g, "").replace(/^(?:\+|00)86/, "");
}
