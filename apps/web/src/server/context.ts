import { headers } from "next/headers";
import { contextOf, type WebContext } from "./request-context.ts";
import { services } from "./services.ts";

/** The context of a page or route handler. */
export async function webContext(): Promise<WebContext> {
  const given = await headers();
  return contextOf((name) => given.get(name));
}

/** The same on the connections that donors cannot take; for notifications of providers. */
export async function webhookContext(): Promise<WebContext> {
  const ctx = await webContext();
  const { webhookDb: db, webhookWake: wake } = services();
  return { ...ctx, db, wake };
}

export type { WebContext };
