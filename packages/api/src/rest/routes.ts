import * as z from "zod";
import { appRouter } from "../router/index.ts";

/** A REST route: read from the router's own metadata, so that the two faces cannot drift apart. */
export type RestRoute = {
  readonly method: string;
  /** `/campaigns/{slug}` */
  readonly path: string;
  /** `campaign.get` */
  readonly procedure: string;
  readonly type: "query" | "mutation";
  readonly pattern: RegExp;
  readonly parameters: readonly string[];
};

const zDefinition = z.object({
  type: z.enum(["query", "mutation", "subscription"]),
  meta: z.object({ openapi: z.object({ method: z.string(), path: z.string() }).optional() }).optional(),
});

/** Static paths come before those with parameters: /campaigns/top is not a campaign called "top". */
export const restRoutes: readonly RestRoute[] = Object.entries<unknown>(appRouter._def.procedures)
  .flatMap(([procedure, value]) => routeOf(procedure, value) ?? [])
  .toSorted((a, b) => a.parameters.length - b.parameters.length);

/** At run time the router's record is flat: `campaign.get` → procedure. */
function routeOf(procedure: string, value: unknown): RestRoute | null {
  if (typeof value !== "function" || !("_def" in value)) return null;
  const { type, meta } = zDefinition.parse(value._def);
  const openapi = meta?.openapi;
  if (openapi === undefined || type === "subscription") return null;
  return { ...openapi, procedure, type, ...compile(openapi.path) };
}

function compile(path: string): { pattern: RegExp; parameters: readonly string[] } {
  const parameters = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
  return { pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, "([^/]+)")}$`), parameters };
}
