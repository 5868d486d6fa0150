import { listRefunds as listStored } from "@careforall/db/refund";
import type { Context } from "../context/index.ts";
import { type RefundView, viewRefund } from "./refund.view.ts";

/** All refunds of a payment, oldest first. Not bounded by a page: each takes at least one minor unit of one payment. */
export const listRefunds = async (ctx: Context, paymentId: string): Promise<readonly RefundView[]> =>
  (await listStored(ctx.db, paymentId)).map(viewRefund);
