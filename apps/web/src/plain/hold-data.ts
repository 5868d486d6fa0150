import type { ServerResponse } from "node:http";
import type { PoolRefusal } from "@careforall/api/observe";
import { soonS } from "@careforall/api/router";

/**
 * Keeps the data of a page until they are whole. Next begins to send them with 200 before it knows that the page will
 * get no connection to the database, and then sends the failure inside them: the page would say that it is broken. So
 * that answer is 503 with a time to come again, and empty; the page's scripts then load the whole page instead, which
 * says what is the matter.
 */
export function holdData(response: ServerResponse, refusalOf: () => PoolRefusal | null): void {
  const writeHead = response.writeHead.bind(response);
  const end = response.end.bind(response);
  const held: Buffer[] = [];
  let head: unknown[] = [];

  const hold = (given: readonly unknown[]): void => {
    const [chunk, encoding] = given;
    if (typeof chunk === "string") held.push(Buffer.from(chunk, isEncoding(encoding) ? encoding : "utf8"));
    else if (chunk instanceof Uint8Array) held.push(Buffer.from(chunk));
    // Next waits for each piece to be taken before it renders on.
    const callback = given.at(-1);
    if (typeof callback === "function") process.nextTick(callback);
  };

  response.flushHeaders = () => undefined;
  response.writeHead = (status: number, ...rest: unknown[]) => {
    response.statusCode = status;
    head = rest;
    return response;
  };
  response.write = (...given: unknown[]) => {
    hold(given);
    return true;
  };
  response.end = (...given: unknown[]) => {
    hold(given);
    if (response.headersSent) return response;
    const isRefused = refusalOf() !== null;
    if (isRefused) comeAgain(response);
    Reflect.apply(writeHead, response, [response.statusCode, ...(isRefused ? [] : head)]);
    return end(isRefused ? "" : Buffer.concat(held));
  };
}

function comeAgain(response: ServerResponse): void {
  for (const name of ["content-encoding", "content-length", "etag", "link"]) response.removeHeader(name);
  response.statusCode = 503;
  response.setHeader("retry-after", `${soonS()}`);
  response.setHeader("cache-control", "no-store");
}

const isEncoding = (value: unknown): value is BufferEncoding =>
  typeof value === "string" && Buffer.isEncoding(value);
