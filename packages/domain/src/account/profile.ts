import * as z from "zod";
import { zLocale, zName, zText } from "../shared/index.ts";

export const PERSON_NAME_CHARACTERS_MAX = 120;
export const BIO_CHARACTERS_MAX = 500;
/** The longest of the IANA's names has 32 characters. */
const TIME_ZONE_CHARACTERS_MAX = 64;

export const zPersonName = zName(PERSON_NAME_CHARACTERS_MAX).min(1);

/** With its country: a plus and digits; spaces, dots, dashes and brackets between them are forgiven. */
export const zPhone = zText
  .max(40)
  .transform((text) => text.replaceAll(/[\s.()-]/gu, ""))
  .pipe(z.string().regex(/^\+[1-9]\d{6,14}$/, "must begin with + and the country's code"));

export const zTimeZone = z
  .string()
  .max(TIME_ZONE_CHARACTERS_MAX)
  .refine(isTimeZone, "must be a time zone such as Asia/Dhaka");

/** A day of the calendar: YYYY-MM-DD. */
export const zBirthday = z.iso.date().refine((day) => day >= "1900-01-01", "must be after 1900");

/** What people say about themselves; null takes back what was said. */
export const zProfile = z.strictObject({
  name: zPersonName,
  phone: zPhone.nullable(),
  locale: zLocale,
  timeZone: zTimeZone,
  bio: zText.trim().min(1).max(BIO_CHARACTERS_MAX).nullable(),
  birthday: zBirthday.nullable(),
});
export type Profile = z.output<typeof zProfile>;

function isTimeZone(name: string): boolean {
  try {
    Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
