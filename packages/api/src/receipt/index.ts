export * from "./get-receipt.ts";
export * from "./receipt.view.ts";
