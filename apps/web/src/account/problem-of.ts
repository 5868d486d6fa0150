import { AppError } from "@careforall/domain/shared";
import * as z from "zod";

/** What is wrong with a posted form, as the last part of a key of the messages (`Account.problem_…`). */
export const PROBLEMS = [
  "sign_in_refused",
  "link_dead",
  "wrong_password",
  "password_too_short",
  "password_too_long",
  "password_weak",
  "device_not_found",
  "code_wrong",
  "code_locked",
  "step_over",
  "factor_is_on",
  "factor_is_off",
  "passkey_refused",
  "passkey_too_many",
  "passkey_not_found",
  "provider_failed",
  "provider_cancelled",
  "provider_unreachable",
  "provider_blocked",
  "provider_unverified",
  "provider_address_taken",
  "provider_linked_already",
  "provider_not_linked",
  "provider_last_way",
  "email_invalid",
  "name_invalid",
  "phone_invalid",
  "timeZone_invalid",
  "bio_invalid",
  "birthday_invalid",
  "locale_invalid",
  "password_invalid",
  "receipt_copy_asked_lately",
  "receipt_refunded",
  "receipt_not_found",
  "amount_invalid",
  "erase_staff",
  "picture_missing",
  "picture_too_large",
  "picture_kind",
  "picture_pixels",
  "picture_broken",
  "picture_failed",
  "picture_busy",
  "upload_not_stored",
  "too_often",
  "unexpected",
] as const;
export type Problem = (typeof PROBLEMS)[number];

export const isProblem = (text: string): text is Problem => PROBLEMS.some((known) => known === text);

/** The field that a problem is shown at; null: above the form. */
export const FIELD_OF: Partial<Record<Problem, string>> = {
  password_too_short: "password",
  password_too_long: "password",
  password_weak: "password",
  password_invalid: "password",
  code_wrong: "code",
  code_locked: "code",
  email_invalid: "email",
  name_invalid: "name",
  phone_invalid: "phone",
  timeZone_invalid: "timeZone",
  bio_invalid: "bio",
  birthday_invalid: "birthday",
  locale_invalid: "locale",
  amount_invalid: "amount",
  picture_missing: "picture",
  picture_too_large: "picture",
  picture_kind: "picture",
  picture_pixels: "picture",
  picture_broken: "picture",
};

/** What to tell of a refusal; `unexpected` is a bug or an outage, and is for the log. */
export function problemOf(error: unknown): Problem {
  const code =
    error instanceof AppError ? error.code.replace(/^account\./, "").replace(".", "_") : fieldCode(error);
  if (code === "limit_reached") return "too_often";
  if (code === "secret_invalid") return "link_dead";
  if (code === "current_invalid") return "wrong_password";
  if (code === "code_invalid") return "code_wrong";
  if (code === "step_invalid") return "step_over";
  return isProblem(code) ? code : "unexpected";
}

const fieldCode = (error: unknown): string =>
  error instanceof z.ZodError ? `${String(error.issues[0]?.path[0])}_invalid` : "unexpected";
