import * as z from "zod";
import { defineEvent } from "../shared/index.ts";

export const receiptCopyAsked = defineEvent(
  "receipt.copy_asked",
  1,
  z.object({ paymentId: z.uuid().describe("The attempt whose money is the gift") }),
  "A donor wants the receipt of their gift sent once more. A receipt has the id of its promise.",
);

export const receiptEvents = [receiptCopyAsked] as const;
