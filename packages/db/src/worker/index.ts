export * from "./heartbeat.ts";
