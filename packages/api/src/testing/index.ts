export * from "./expect-invariants.ts";
export * from "./give.ts";
export * from "./give-back.ts";
export * from "./lawful-histories.ts";
export * from "./redis-server.ts";
export * from "./scripted-provider.ts";
export * from "./test-campaign.ts";
export * from "./test-context.ts";
