import { createHash } from "node:crypto";

/**
 * Ids are functions of what they name, so that the same seed gives the same ids on every machine. They are no secrets:
 * all of this is test money.
 */
const digest = (...parts: readonly (string | number)[]): string =>
  createHash("sha256").update(JSON.stringify(parts), "utf8").digest("hex");

/** 32 characters, as the gateway's. */
export const sessionKeyOf = (storeId: string, tranId: string): string =>
  digest("session", storeId, tranId).slice(0, 32).toUpperCase();

export const valIdOf = (storeId: string, tranId: string, element: number): string =>
  `val${digest("val", storeId, tranId, element).slice(0, 25)}`;

export const bankTranIdOf = (storeId: string, tranId: string, element: number): string =>
  `bank${digest("bank", storeId, tranId, element).slice(0, 24)}`;

export const refundRefIdOf = (storeId: string, refundTransId: string): string =>
  digest("refund", storeId, refundTransId).slice(0, 16);
