import { generateOpenApiDocument } from "trpc-to-openapi";
import { appRouter } from "../router/index.ts";

type JsonValue = Json | readonly JsonValue[] | string | number | boolean | null | undefined;
type Json = { [key: string]: JsonValue };

const META: Json = {
  type: "object",
  required: ["timestamp", "requestId"],
  properties: { timestamp: { type: "string", format: "date-time" }, requestId: { type: "string" } },
};

const FAILURE: Json = {
  type: "object",
  required: ["success", "error", "meta"],
  properties: {
    success: { const: false },
    error: {
      type: "object",
      required: ["code", "message", "details"],
      properties: { code: { type: "string" }, message: { type: "string" }, details: { type: "object" } },
    },
    meta: META,
  },
};

const KEY_HEADER: Json = {
  name: "Idempotency-Key",
  in: "header",
  required: true,
  description:
    "At least 128 random bits, 22 to 255 characters. The same key with the same body gets the first answer, byte for byte, with Idempotent-Replayed: true; with another body 422.",
  schema: { type: "string", minLength: 22, maxLength: 255 },
};

/**
 * The OpenAPI document of /api/v1, made from the procedures' own schemas and wrapped in our envelope: success, data
 * and meta, or error and meta; lists add pagination.
 */
export function openApiDocument(webUrl: string): object {
  const generated = generateOpenApiDocument(appRouter, {
    title: "CareForAll",
    version: "1",
    description: "Amounts are digit strings of minor units. Every answer carries X-Request-Id.",
    baseUrl: `${webUrl}/api/v1`,
  });
  const document = JSON.parse(JSON.stringify(generated)) as Json;
  for (const [path, methods] of Object.entries(document["paths"] as Json)) {
    for (const operation of Object.values(methods as Json)) wrap(path, operation as Json);
  }
  return document;
}

function wrap(path: string, operation: Json): void {
  const responses = operation["responses"] as Json;
  const success = responses["200"] as Json | undefined;
  if (success === undefined) return;
  const schema = ((success["content"] as Json)["application/json"] as Json)["schema"] as Json;
  const isCreation = path === "/pledges";
  operation["responses"] = {
    [isCreation ? "201" : "200"]: {
      ...success,
      content: { "application/json": { schema: envelope(schema) } },
    },
    default: {
      description: "A refusal: a code, words that say what happened to the money, and the request id",
      content: { "application/json": { schema: FAILURE } },
    },
  };
  if (isCreation) operation["parameters"] = [...((operation["parameters"] ?? []) as Json[]), KEY_HEADER];
}

function envelope(schema: Json): Json {
  const properties = schema["properties"] as Json | undefined;
  const isList = properties !== undefined && "items" in properties && "next" in properties;
  const data = isList ? (properties["items"] ?? {}) : schema;
  const pagination: Json = {
    type: "object",
    required: ["limit", "next"],
    properties: { limit: { type: "integer" }, next: { type: ["string", "null"] } },
  };
  return {
    type: "object",
    required: ["success", "data", "meta", ...(isList ? ["pagination"] : [])],
    properties: { success: { const: true }, data, meta: META, ...(isList ? { pagination } : {}) },
  };
}
