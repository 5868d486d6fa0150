export { importSettlements, type SettlementImport } from "./import-settlements.ts";
export { type ChargeName, settleCharge, type SettleCharge, type SettlementView } from "./settle-charge.ts";
