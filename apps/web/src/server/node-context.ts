import type { IncomingMessage } from "node:http";
import { newId, newToken } from "@careforall/api/context";
import type { RequestContext } from "@careforall/api/router";
import { originOf } from "./origin.ts";
import { services } from "./services.ts";

/** The context of a request that the server answers itself, before Next. */
export function nodeContext(request: IncomingMessage): RequestContext {
  const header = (name: string): string | null => {
    const value = request.headers[name.toLowerCase()];
    return (Array.isArray(value) ? value[0] : value) ?? null;
  };
  return { ...services(), origin: originOf(header), newId, newToken, header };
}
