import { randomUUID } from "node:crypto";
import { newId, type Origin } from "@careforall/api/context";

/** A caller may bring its own id, to find its request again in our logs. */
const REQUEST_ID = /^[\w.-]{8,64}$/;
/** W3C Trace Context, version 00: https://www.w3.org/TR/trace-context/#traceparent-header */
const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** Who asks, from the headers; what is missing or malformed is made anew. */
export function originOf(header: (name: string) => string | null): Origin {
  const requestId = header("x-request-id");
  const traceparent = header("traceparent");
  return {
    requestId: requestId !== null && REQUEST_ID.test(requestId) ? requestId : newId(),
    traceparent: traceparent !== null && TRACEPARENT.test(traceparent) ? traceparent : newTraceparent(),
  };
}

/** Node keeps random UUIDs in stock, which makes them ten times as quick as random bytes. No part is all zeros. */
function newTraceparent(): string {
  const trace = randomUUID().replaceAll("-", "");
  const parent = randomUUID().slice(-17).replace("-", "");
  return `00-${trace}-${parent}-00`;
}
