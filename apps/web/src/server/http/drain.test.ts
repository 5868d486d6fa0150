import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { drain } from "./drain.ts";

/** Longer than a test may take: who waits for it has lost. */
const NEVER_MS = 120_000;

let agent: http.Agent;
afterEach(() => agent.destroy());

/** A server that answers when it is told to, and a client that keeps its connections. */
async function startPair() {
  agent = new http.Agent({ keepAlive: true });
  let answer = (): void => undefined;
  const mayAnswer = new Promise<void>((resolve) => (answer = resolve));
  const server = http.createServer((request, response) => {
    const end = (): void => void response.end("done");
    if (request.url === "/slow") void mayAnswer.then(end);
    else end();
  });
  server.keepAliveTimeout = NEVER_MS;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const ask = async (path: string): Promise<http.IncomingMessage> => {
    const request = http.get({ host: "127.0.0.1", port, path, agent });
    const [response] = (await once(request, "response")) as [http.IncomingMessage];
    response.resume();
    await once(response, "end");
    return response;
  };
  return { server, ask, answer };
}

test("whoever comes before the load balancer knows is answered, and told not to come by this connection again", async () => {
  const { server, ask } = await startPair();
  expect((await ask("/")).headers.connection).toBe("keep-alive");
  const stopping = drain(server, { leadMs: 300, drainMs: NEVER_MS });
  const late = await ask("/");
  expect([late.statusCode, late.headers.connection]).toEqual([200, "close"]);
  await stopping;
  await expect(ask("/")).rejects.toThrow("ECONNREFUSED");
});

test("what is under way is answered, and its kept connection does not hold up the stop", async () => {
  const { server, ask, answer } = await startPair();
  const arrived = once(server, "request");
  const slow = ask("/slow");
  await arrived;
  const stopping = drain(server, { leadMs: 0, drainMs: NEVER_MS });
  await expect.poll(() => server.listening).toBe(false);
  answer();
  expect((await slow).statusCode).toBe(200);
  await stopping;
});

test("what never ends is cut off when its time is over", async () => {
  const { server, ask } = await startPair();
  const arrived = once(server, "request");
  const cut = ask("/slow").then(
    () => "answered",
    (error: Error) => error.message,
  );
  await arrived;
  await drain(server, { leadMs: 0, drainMs: 50 });
  expect(await cut).toBe("socket hang up");
});
