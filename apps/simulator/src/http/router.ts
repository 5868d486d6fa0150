import type { Answer } from "./answer.ts";
import type { Call } from "./call.ts";
import { HttpError } from "./http-error.ts";

export type Handler = (call: Call) => Answer | Promise<Answer>;

/** `pattern` is a path whose parts may be names: `/inbox/:id`. */
export type Route = {
  readonly method: "GET" | "POST" | "DELETE";
  readonly pattern: string;
  readonly handle: Handler;
};

export type Match = { readonly handle: Handler; readonly params: Readonly<Record<string, string>> };

/** Finds the one route for a request, or throws 404, or 405 when only the method is wrong. */
export function findRoute(routes: readonly Route[], method: string, path: string): Match {
  const asked = method === "HEAD" ? "GET" : method;
  let isKnownPath = false;
  for (const route of routes) {
    const params = matchPath(route.pattern, path);
    if (params === null) continue;
    if (route.method === asked) return { handle: route.handle, params };
    isKnownPath = true;
  }
  if (isKnownPath) throw new HttpError(405, "method_not_allowed", `${method} is not possible here.`);
  throw new HttpError(404, "not_found", "There is nothing at this address.");
}

function matchPath(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? "";
    if (!part.startsWith(":")) {
      if (part !== value) return null;
    } else {
      const decoded = decode(value);
      if (decoded === null || decoded === "") return null;
      params[part.slice(1)] = decoded;
    }
  }
  return params;
}

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
