import { createHash } from "node:crypto";
import type pg from "pg";
import { v7 } from "uuid";
import { signatureOf } from "../notices/signature.ts";
import type { BareHandler } from "./answer.ts";

/** The product's own statement: one row of the inbox, a repeat is counted on it. */
const STORE = {
  name: "bare-store",
  text: `insert into inbox (id, provider, dedupe_key, verdict, why, body, reference, proof_id, received_at,
           last_received_at, next_try_at)
         values ($1, 'sslcommerz', $2, 'accepted', null, $3, $4, $5, now(), now(), now())
         on conflict (provider, dedupe_key) do update
           set repeats = inbox.repeats + 1, last_received_at = now()
         returning (xmax = 0) as "isNew"`,
};

const DEDUPE_FIELDS = ["tran_id", "status", "val_id", "bank_tran_id", "amount", "refund_ref_id"] as const;

/** Checks the same signature and makes the same row as the product. */
export const bareWebhook =
  (pool: pg.Pool, storePassword: string): BareHandler =>
  async ({ body }) => {
    const fields = new Map(new URLSearchParams(body));
    const names = (fields.get("verify_key") ?? "").split(",");
    if (fields.get("verify_sign") !== signatureOf(fields, names, storePassword))
      return { status: 401, value: { verdict: "rejected" } };
    const news = JSON.stringify(DEDUPE_FIELDS.map((name) => fields.get(name) ?? ""));
    const dedupeKey = `sslcommerz:${createHash("sha256").update(news).digest("hex")}`;
    await pool.query({
      ...STORE,
      values: [v7(), dedupeKey, body, fields.get("tran_id"), fields.get("val_id")],
    });
    return { status: 200, value: { verdict: "accepted" } };
  };
