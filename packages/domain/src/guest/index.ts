export * from "./guest.events.ts";
export * from "./request.ts";
