const CLASSES = [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9\s]/];

/** Whether EDS accepts a password: at least 10 characters, 3 of 4 character classes, no spaces (EDS CreateUsers, Users.Password). */
export function isStrongPassword(password: string): boolean {
  return password.length >= 10 && !/\s/.test(password) && CLASSES.filter((type) => type.test(password)).length >= 3;
}
