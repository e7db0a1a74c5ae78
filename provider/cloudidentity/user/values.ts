const CLASSES = [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/];

/** Whether CloudIdentity accepts a password: 8 to 32 characters of at least 3 of the 4 classes (CloudIdentity ResetPassword, Password). */
export function isStrongPassword(password: string): boolean {
  const { length } = [...password];
  return length >= 8 && length <= 32 && CLASSES.filter((type) => type.test(password)).length >= 3;
}
