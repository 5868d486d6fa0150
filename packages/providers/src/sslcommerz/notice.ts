import { createHash } from "node:crypto";
import type { Notice, NoticeRequest } from "@careforall/domain/payment";
import { TRAN_ID_CHARACTERS_MAX, type SslcommerzSettings } from "./settings.ts";
import { isSameSignature, signatureOf } from "./signature.ts";
import { isPaid } from "./status.ts";

/** The route bounds bodies as well; a notice has about 30 fields and 2 kB. */
const BODY_CHARACTERS_MAX = 256 * 1024;
const FIELDS_MAX = 200;
const VAL_ID_CHARACTERS_MAX = 50;

/** Without these under the signature, a sender could sign one harmless field and write the rest himself. */
const MUST_BE_SIGNED = ["tran_id", "status", "amount", "currency", "store_id"] as const;

/** Together they tell one piece of news from another; there is no id of a delivery. Empty where absent. */
const DEDUPE_FIELDS = ["tran_id", "status", "val_id", "bank_tran_id", "amount", "refund_ref_id"] as const;

type Refusal = "malformed" | "bad_signature" | "unsigned_fields" | "other_store";

/** Judges an IPN, or the same fields posted by a returning browser. */
export function readNotice(
  settings: Pick<SslcommerzSettings, "storeId" | "storePassword">,
  { body, contentType }: NoticeRequest,
): Notice {
  const fields = parseForm(body, contentType);
  if (fields === null) return rejected(body, "malformed");
  const signedNames = new Set((fields.get("verify_key") ?? "").split(",").filter((name) => name !== ""));
  const refusal = judge(settings, fields, signedNames);
  if (refusal !== null) return rejected(body, refusal);
  // From here on only what is signed is read: an unsigned val_id could be anyone's.
  const signed = (name: string): string => (signedNames.has(name) ? (fields.get(name) ?? "") : "");
  const valId = signed("val_id");
  return {
    verdict: "accepted",
    why: null,
    dedupeKey: `sslcommerz:${sha256(JSON.stringify(DEDUPE_FIELDS.map(signed)))}`,
    reference: signed("tran_id"),
    proofId: isPaid(signed("status")) && isToken(valId, VAL_ID_CHARACTERS_MAX) ? valId : null,
  };
}

function judge(
  settings: Pick<SslcommerzSettings, "storeId" | "storePassword">,
  fields: ReadonlyMap<string, string>,
  signedNames: ReadonlySet<string>,
): Refusal | null {
  // The signature of an empty password is one that anybody can make: without a password nothing is believed.
  if (settings.storePassword === "") return "bad_signature";
  const expected = signatureOf(fields, signedNames, settings.storePassword);
  if (!isSameSignature(fields.get("verify_sign") ?? "", expected)) return "bad_signature";
  if (!MUST_BE_SIGNED.every((name) => signedNames.has(name) && fields.has(name))) return "unsigned_fields";
  if (fields.get("store_id") !== settings.storeId) return "other_store";
  return isToken(fields.get("tran_id") ?? "", TRAN_ID_CHARACTERS_MAX) ? null : "malformed";
}

/** The fields, or null for what no gateway sends. A Map, because a field may be called `__proto__`. */
function parseForm(body: string, contentType: string | null): ReadonlyMap<string, string> | null {
  if (body.length > BODY_CHARACTERS_MAX) return null;
  if (contentType !== null && !/^application\/x-www-form-urlencoded\s*(;|$)/i.test(contentType)) return null;
  const fields = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(body)) {
    // Of two equal names one reader takes the first and another the last: nobody may choose which one we check.
    if (fields.has(name) || fields.size === FIELDS_MAX) return null;
    fields.set(name, value);
  }
  return fields;
}

/** Visible ASCII, as all ids here are: nothing else may travel on to queries, logs and addresses. */
const isToken = (text: string, charactersMax: number): boolean =>
  text.length <= charactersMax && /^[\x21-\x7e]+$/.test(text);

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

const rejected = (body: string, why: Refusal): Notice => ({
  verdict: "rejected",
  why,
  dedupeKey: `rejected:${sha256(body)}`,
  reference: null,
  proofId: null,
});
