export * from "./list-refunds.ts";
export * from "./poll-refunds.ts";
export { previewRefund, type RefundPreview } from "./preview-refund.ts";
export * from "./record-provider-refund.ts";
export type { RefundView } from "./refund.view.ts";
export { orderRefund, type RequestRefund, requestRefund } from "./request-refund.ts";
