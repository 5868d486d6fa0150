export * from "./ask-letter.ts";
export * from "./claim-gifts.ts";
export * from "./letter.ts";
export * from "./mint-erase-link.ts";
export * from "./open-gifts.ts";
