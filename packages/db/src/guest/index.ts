export * from "./claim.ts";
export * from "./gifts.ts";
export * from "./request.ts";
