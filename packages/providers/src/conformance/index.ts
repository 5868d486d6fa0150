export * from "./describe-provider.ts";
export * from "./provider-rig.ts";
