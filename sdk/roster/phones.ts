import parsePhoneNumber from "libphonenumber-js/min";
import type { DirectoryName } from "../../provider/directory";

/** How a directory wants telephone numbers. */
export type PhoneStyle = "national-cn" | "e164";

/** EDS knows mainland numbers alone, without country code (EDS CreateUsers, Users.Phone); the others take `+8613800138000`. */
const STYLES: Partial<Record<DirectoryName, PhoneStyle>> = { eds: "national-cn" };

/** A telephone number in its parts. */
export interface Phone {
  /** Country calling code without `+`: `86`. */
  readonly region: string;
  /** The rest, digits alone. */
  readonly number: string;
}

/** Why a cell holds no telephone number; a sentence without its subject, the value not shown. */
export interface NoPhone {
  readonly problem: string;
}

/**
 * Reads a telephone number as people write it: full-width digits, spaces, dashes, brackets, `+86` or `0086` or none. A number without a country code
 * belongs to `region` (a calling code, default 86). Only length and country are judged: new number ranges appear all the time.
 */
export function readPhone(written: string, region = "86"): Phone | NoPhone {
  const typed = written.normalize("NFKC").trim();
  if (/^\d(\.\d+)?e\+?\d+$/i.test(typed)) {
    return { problem: "was turned into a rounded number by a spreadsheet. Format the column as text and type the number again." };
  }
  const text = typed.replace(/[\s\u00a0\u2010-\u2015\u2212()./-]/g, "").replace(/^00/, "+").replace(/^86(?=1[3-9]\d{9}$)/, "+86");
  const parsed = parsePhoneNumber(text.startsWith("+") ? text : `+${region}${text}`);
  if (parsed === undefined || !/^\+?\d+$/.test(text) || !parsed.isPossible() || !plausible(parsed.countryCallingCode, parsed.nationalNumber)) {
    return { problem: "is not a telephone number. Write 11 digits for mainland China, or + and the country code for elsewhere." };
  }
  return { region: parsed.countryCallingCode, number: parsed.nationalNumber };
}

/** A number as the directory wants it written. */
export function writePhone(phone: Phone, directory: DirectoryName): string {
  const style = STYLES[directory] ?? "e164";
  return style === "national-cn" && phone.region === "86" ? phone.number : `+${phone.region}${phone.number}`;
}

/** A mainland number that begins with 13 to 19 is a mobile one of 11 digits; the library would take 7 to 12. */
function plausible(region: string, number: string): boolean {
  return region !== "86" || !/^1[3-9]/.test(number) || number.length === 11;
}
