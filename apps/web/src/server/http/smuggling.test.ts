import net from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createServer } from "./create-server.ts";

// Requests whose end two readers would see in different places: behind a proxy that forwards them, the rest would be
// taken for somebody else's request. Our server must read no second request out of them.

const seen: string[] = [];
const server = createServer();
server.on("request", (request, response) => {
  seen.push(request.url ?? "");
  request.resume();
  request.on("end", () => response.end("read"));
});
let port = 0;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address === "object" && address !== null) port = address.port;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** Sends it, says that nothing more comes, and answers all that came back until the server hung up. */
const send = (bytes: string): Promise<string> =>
  new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1", () => socket.end(bytes, "latin1"));
    let text = "";
    socket.on("data", (chunk) => (text += chunk.toString("latin1")));
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(text));
  });

const HIDDEN = "GET /hidden HTTP/1.1\r\nhost: a\r\n\r\n";
const post = (headers: string, body: string): string =>
  `POST /outer HTTP/1.1\r\nhost: a\r\n${headers}\r\n\r\n${body}`;

test.each([
  ["a length and chunks", post("content-length: 5\r\ntransfer-encoding: chunked", `0\r\n\r\n${HIDDEN}`)],
  ["chunks and a length", post("transfer-encoding: chunked\r\ncontent-length: 5", `0\r\n\r\n${HIDDEN}`)],
  ["two lengths", post("content-length: 0\r\ncontent-length: 35", HIDDEN)],
  ["two lengths in one", post("content-length: 0, 35", HIDDEN)],
  ["a length with a sign", post("content-length: +0", HIDDEN)],
  ["a length below nothing", post("content-length: -1", HIDDEN)],
  ["chunks by another name", post("transfer-encoding: xchunked", `0\r\n\r\n${HIDDEN}`)],
  ["chunks that are not last", post("transfer-encoding: chunked, identity", `0\r\n\r\n${HIDDEN}`)],
  ["chunks twice", post("transfer-encoding: chunked\r\ntransfer-encoding: x", `0\r\n\r\n${HIDDEN}`)],
  [
    "a space before the colon",
    post("transfer-encoding : chunked\r\ncontent-length: 5", `0\r\n\r\n${HIDDEN}`),
  ],
  [
    "a folded header",
    post("x-a: b\r\n transfer-encoding: chunked\r\ncontent-length: 5", `0\r\n\r\n${HIDDEN}`),
  ],
  [
    "a line that ends too early",
    post("x-a: b\ntransfer-encoding: chunked\r\ncontent-length: 5", `0\r\n\r\n${HIDDEN}`),
  ],
  [
    "a header with a nil",
    post("transfer-encoding: chunked\u0000\r\ncontent-length: 5", `0\r\n\r\n${HIDDEN}`),
  ],
  ["a chunk whose size is none", post("transfer-encoding: chunked", `0x0\r\n\r\n${HIDDEN}`)],
  [
    "a chunk that says less than it holds",
    post("transfer-encoding: chunked", `1\r\nab\r\n0\r\n\r\n${HIDDEN}`),
  ],
  [
    "an older version with chunks",
    post("transfer-encoding: chunked\r\ncontent-length: 5", `0\r\n\r\n${HIDDEN}`).replace("1.1", "1.0"),
  ],
])("S-120: no request is smuggled in by %s", async (_how, bytes) => {
  seen.length = 0;
  const answers = await send(bytes);
  expect(seen).not.toContain("/hidden");
  expect(answers.match(/HTTP\/1\.1 \d+/g) ?? []).toEqual(["HTTP/1.1 400"]);
});

test("S-120: two requests that are two, one after the other on a connection, are both answered", async () => {
  seen.length = 0;
  await send(post("content-length: 2", `ab${HIDDEN}`));
  expect(seen).toEqual(["/outer", "/hidden"]);
});
