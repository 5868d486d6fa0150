import net from "node:net";
import { expect, test } from "vitest";
import { createServer } from "./create-server.ts";

test("S-98: headers and bodies that never end are given up, and headers are counted", async () => {
  const server = createServer();
  expect(server.headersTimeout).toBeGreaterThan(0);
  expect(server.headersTimeout).toBeLessThanOrEqual(server.requestTimeout);
  expect(server.requestTimeout).toBeLessThanOrEqual(60_000);
  expect(server.maxHeadersCount).toBeLessThanOrEqual(100);

  server.on("request", (request, response) => response.end(`${Object.keys(request.headers).length}`));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const flood = Array.from({ length: 90_000 }, (_, i) => `x-${i}: ${i}`).join("\r\n");
  const answer = await new Promise<string>((resolve) => {
    const socket = net.connect(port, "127.0.0.1", () =>
      socket.write(`GET / HTTP/1.1\r\nhost: a\r\n${flood}\r\n\r\n`),
    );
    let text = "";
    socket.on("data", (chunk) => (text += chunk.toString("latin1")));
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(text));
  });
  expect(answer).toMatch(/^(HTTP\/1\.1 431 |$)/);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
