import type { IncomingMessage } from "node:http";
import { contextOf, type WebContext } from "./request-context.ts";

/** One header of a request as Node gives it; the first, when it was sent more than once. */
export function headerOf(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name.toLowerCase()];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

/** The context of a request that the server answers itself, before Next. */
export const nodeContext = (request: IncomingMessage): WebContext =>
  contextOf((name) => headerOf(request, name));
