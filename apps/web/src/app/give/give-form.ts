import { zCurrency } from "@careforall/domain/money";
import { zLocale } from "@careforall/domain/shared";
import * as z from "zod";

/** Much more than an honest form holds; what is longer is cut before anybody looks at it. */
const FIELD_CHARACTERS_MAX = 2_000;

/** The value of the amount radio for an amount that the donor types. */
export const OTHER_AMOUNT = "other";

const zTyped = z
  .string()
  .default("")
  .transform((text) => text.trim().slice(0, FIELD_CHARACTERS_MAX));

/** What a donor chose and typed, as it came: it is shown again exactly so when something is refused. */
export const zGiveValues = z.object({
  /** Minor units in digits, "other", or "" when none is chosen. */
  gift: zTyped,
  giftOther: zTyped,
  tip: zTyped,
  donorName: zTyped,
  donorEmail: zTyped,
  isAnonymous: z.boolean(),
  message: zTyped.transform((text) => text.replaceAll("\r\n", "\n")),
  method: zTyped,
});
export type GiveValues = z.output<typeof zGiveValues>;

const zSecret = z.string().regex(/^[\w-]{16,128}$/);

const zGiveForm = z.object({
  locale: zLocale,
  slug: z.string().min(1).max(120),
  currency: zCurrency,
  formId: z.string().min(1).max(200),
  /** The gift that this form tries again; null for a new one. */
  token: zSecret.nullable(),
  /** The donor only goes on to a payment page that is open already. */
  isResume: z.boolean(),
  /** The answer to a challenge of an earlier refusal. */
  proof: z.string().max(200).optional(),
  values: zGiveValues,
});
export type GiveForm = z.output<typeof zGiveForm>;

/** Reads the posted form. Null when a field is missing that no page of ours leaves out. */
export function readGiveForm(fields: URLSearchParams): GiveForm | null {
  const field = (name: string): string | undefined => fields.get(name) ?? undefined;
  const read = zGiveForm.safeParse({
    locale: field("locale"),
    slug: field("slug"),
    currency: field("currency"),
    formId: field("formId"),
    token: fields.get("token") || null,
    isResume: fields.has("resume"),
    proof: field("proof"),
    values: {
      gift: field("gift"),
      giftOther: field("giftOther"),
      tip: field("tip"),
      donorName: field("donorName"),
      donorEmail: field("donorEmail"),
      isAnonymous: fields.has("isAnonymous"),
      message: field("message"),
      method: field("method"),
    },
  });
  return read.success ? read.data : null;
}
