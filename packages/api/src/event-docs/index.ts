export * from "./events-page.ts";
