import { nationalDigits, type Phone } from "../../../provider/model/phone";

/** How a directory wants telephone numbers. */
export type PhoneStyle = "national-cn" | "e164";

/** EDS knows mainland numbers alone, without country code (EDS CreateUsers, Users.Phone); the others take `+8613800138000`. */
const STYLES: Readonly<Record<string, PhoneStyle>> = { eds: "national-cn" };

/** A number as the directory wants it written. */
export function writePhone(phone: Phone, kind: string): string {
  const style = STYLES[kind] ?? "e164";
  return style === "national-cn" && phone.region === "86" ? nationalDigits(phone) : `+${phone.region}${phone.number}`;
}
