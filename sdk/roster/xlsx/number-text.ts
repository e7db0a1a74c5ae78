/** Spreadsheets keep this many digits of a number. */
const DIGITS = 15;

/**
 * A number as people mean it. `shown` is what its format displays. Zeros in front, dashes, brackets and signs that the format writes
 * around all digits count (`000123`, `138-0013-8001`, `50%`); digits that the format hides, rounds or groups (`1.38E+10`, `13,800`) come back.
 */
export function numberText(value: number, shown: string): { readonly text: string } | { readonly problem: string } {
  if (!Number.isFinite(value)) return { problem: "holds a number that cannot be read. Type it again." };
  const exact = Math.abs(value) < 10 ** DIGITS ? Number(value.toPrecision(DIGITS)) : value;
  if (lostDigits(exact)) return { problem: `is a number of more than ${DIGITS} digits, of which spreadsheets keep ${DIGITS}. Format the cell as text and type it again.` };
  return { text: displayed(exact, shown.trim()) ?? String(exact) };
}

/** What the format displays, when it shows the whole number and nothing but. */
function displayed(exact: number, shown: string): string | undefined {
  if (shown.includes("%")) return shown;
  if (/\d[eE][+-]?\d/.test(shown)) return undefined;
  if (!Number.isInteger(exact)) return Number(shown) === exact ? shown : undefined;
  const isWhole = exact >= 0 && !/\d[.,]\d/.test(shown) && shown.replace(/\D/g, "").includes(String(exact));
  return isWhole ? shown : undefined;
}

/** A whole number whose last digits became zeros when it was typed, or that no number can hold. */
function lostDigits(exact: number): boolean {
  if (Math.abs(exact) < 10 ** DIGITS) return false;
  return !Number.isSafeInteger(exact) || exact % 10 === 0;
}
