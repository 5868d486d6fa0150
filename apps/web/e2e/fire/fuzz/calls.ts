import { appRouter } from "@careforall/api/router";
import { restRoutes } from "@careforall/api/rest";
import * as fc from "fast-check";
import * as z from "zod";
import { newKey } from "../../support/rest.ts";
import { inputsFor, inputsWithAnExtraKey, type Known } from "./from-schema.ts";
import { bytesOf, newShotId, type Shot } from "./shot.ts";

// Calls of every procedure, by REST and by tRPC, with inputs made from its own schema.

/** A call of a procedure, and whether its input is one that the schema takes. */
export type Call = { readonly procedure: string; readonly shot: Shot; readonly fits: boolean };

type Procedure = { readonly name: string; readonly type: string; readonly schema: z.ZodType };

const zProcedure = z.object({ type: z.string(), inputs: z.array(z.instanceof(z.ZodType)).length(1) });

const procedures: readonly Procedure[] = Object.entries<unknown>(appRouter._def.procedures).flatMap(
  ([name, value]) => {
    if (typeof value !== "function" || !("_def" in value)) throw new Error(`${name} is no procedure`);
    const { type, inputs } = zProcedure.parse(value._def);
    const [schema] = inputs;
    // A stream stays open by design; its input is that of campaign.totals.
    return schema === undefined || type === "subscription" ? [] : [{ name, type, schema }];
  },
);

/** UTF-8 in percent-encoding, of anything: encodeURIComponent refuses half a surrogate pair. */
const encoded = (text: string): string =>
  [...Buffer.from(text, "utf8")].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");

const asText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** What arrives of an input that travels as JSON. */
const arrived = (input: Record<string, unknown>): unknown => JSON.parse(JSON.stringify(input));

const post = (): Record<string, string> => ({
  "content-type": "application/json",
  "idempotency-key": newKey(),
  "x-request-id": newShotId(),
});

function byTrpc({ name, type, schema }: Procedure, input: Record<string, unknown>): Call {
  const json = JSON.stringify(input);
  const fits = schema.safeParse(arrived(input)).success;
  const target = `/api/trpc/${name}`;
  const call = { procedure: name, fits };
  if (type === "mutation")
    return { ...call, shot: { method: "POST", target, headers: post(), body: bytesOf(json) } };
  const headers = { "x-request-id": newShotId() };
  return {
    ...call,
    shot: { method: "GET", target: `${target}?input=${encoded(json)}`, headers, body: null },
  };
}

function byRest({ name, schema }: Procedure, input: Record<string, unknown>): Call | null {
  const route = restRoutes.find(({ procedure }) => procedure === name);
  if (route === undefined) return null;
  const rest = { ...input };
  const inPath: Record<string, string> = {};
  let path = route.path;
  for (const parameter of route.parameters) {
    const text = asText(input[parameter] ?? "");
    delete rest[parameter];
    // Nothing between two slashes is another address, and a JSON value that is undefined has no text.
    if (text === undefined || text === "") return null;
    inPath[parameter] = Buffer.from(text, "utf8").toString("utf8");
    path = path.replace(`{${parameter}}`, encoded(text));
  }
  if (route.type === "mutation") {
    const fits = schema.safeParse({ ...(arrived(rest) as object), ...inPath }).success;
    const body = bytesOf(JSON.stringify(rest));
    return {
      procedure: name,
      fits,
      shot: { method: route.method, target: `/api/v1${path}`, headers: post(), body },
    };
  }
  const query = Object.entries(rest).map(([key, value]) => [key, asText(value) ?? ""] as const);
  const fits = schema.safeParse({ ...Object.fromEntries(query), ...inPath }).success;
  const search = query.map(([key, value]) => `${encoded(key)}=${encoded(value)}`).join("&");
  const headers = { "x-request-id": newShotId() };
  return {
    procedure: name,
    fits,
    shot: { method: "GET", target: `/api/v1${path}?${search}`, headers, body: null },
  };
}

/** Any call of any procedure. */
export const anyCall = (known: Known): fc.Arbitrary<Call> =>
  fc.oneof(
    ...procedures.map((procedure) =>
      fc
        .tuple(inputsFor(procedure.schema, known), fc.boolean())
        .map(([input, isRest]) => (isRest ? byRest(procedure, input) : null) ?? byTrpc(procedure, input)),
    ),
  );

type Inputs = fc.Arbitrary<Record<string, unknown>>;

/** A procedure by each face that it has. */
const byFaces = (procedure: Procedure, inputs: Inputs): readonly fc.Arbitrary<Call>[] => [
  inputs.map((input) => byTrpc(procedure, input)),
  ...(restRoutes.some((route) => route.procedure === procedure.name)
    ? [inputs.map((input) => byRest(procedure, input) ?? byTrpc(procedure, input))]
    : []),
];

/** Every procedure by every face, with some input made from its schema, and with one that fits but for a key more. */
export const everyCall = (known: Known): fc.Arbitrary<readonly Call[]> =>
  fc.tuple(
    ...procedures.flatMap((procedure) =>
      [inputsFor, inputsWithAnExtraKey].flatMap((make) => byFaces(procedure, make(procedure.schema, known))),
    ),
  );
