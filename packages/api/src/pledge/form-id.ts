import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Context } from "../context/index.ts";
import type { Key } from "../idempotency/index.ts";

/**
 * The hidden field of a form: 128 random bits and our signature over them and the campaign, so that it is key and
 * scope in one. Reload, back button and ten clicks send the same one: one form, one pledge. No cookie is needed.
 */
const RANDOM_BYTES = 16;
const SIGNATURE_BYTES = 16;

export function newFormId(ctx: Pick<Context, "config">, form: { readonly campaignSlug: string }): string {
  const random = randomBytes(RANDOM_BYTES);
  return Buffer.concat([random, sign(ctx, random, form.campaignSlug)]).toString("base64url");
}

/** The idempotency key of a form id that we signed for this campaign; null for any other. */
export function readFormId(
  ctx: Pick<Context, "config">,
  form: { readonly campaignSlug: string; readonly formId: string },
): Key | null {
  const bytes = Buffer.from(form.formId, "base64url");
  if (bytes.length !== RANDOM_BYTES + SIGNATURE_BYTES) return null;
  const random = bytes.subarray(0, RANDOM_BYTES);
  const isOurs = timingSafeEqual(bytes.subarray(RANDOM_BYTES), sign(ctx, random, form.campaignSlug));
  return isOurs ? { scope: "form:pledge.create", key: form.formId } : null;
}

const sign = (ctx: Pick<Context, "config">, random: Uint8Array, campaignSlug: string): Buffer =>
  createHmac("sha256", ctx.config.formSecret)
    .update(random)
    .update(campaignSlug)
    .digest()
    .subarray(0, SIGNATURE_BYTES);
