export * from "./dispatch-events.ts";
export * from "./envelope.ts";
export * from "./forwarder.ts";
