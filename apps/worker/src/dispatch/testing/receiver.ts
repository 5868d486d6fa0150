import { createHmac, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";

export type Delivered = {
  readonly id: string;
  readonly body: string;
  /** Checked with an implementation of our own, for each secret that the receiver knows. */
  readonly isSignedWith: (secret: string) => boolean;
};

export type Answer = (response: http.ServerResponse, delivered: Delivered) => void;

export const answering =
  (status: number, headers: http.OutgoingHttpHeaders = {}): Answer =>
  (response) =>
    response.writeHead(status, headers).end();

/** A receiver at a real port that keeps what comes and answers as the test says (204 to begin with). */
export async function startReceiver() {
  const delivered: Delivered[] = [];
  const receiver = { delivered, answer: answering(204), url: "", stop };
  const server = http.createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (chunk: string) => (body += chunk));
    request.on("end", () => {
      const news = readDelivery(request.headers, body);
      delivered.push(news);
      receiver.answer(response, news);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // listen() on TCP gives an AddressInfo, never a path.
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`;
  return receiver;

  async function stop(): Promise<void> {
    server.close();
    server.closeAllConnections();
    if (server.listening) await once(server, "close");
  }
}

function readDelivery(headers: http.IncomingHttpHeaders, body: string): Delivered {
  const id = String(headers["webhook-id"]);
  const given = String(headers["webhook-signature"]).split(" ");
  const isSignedWith = (secret: string): boolean => {
    const expected = signatureOf(secret, `${id}.${String(headers["webhook-timestamp"])}.${body}`);
    return given.some((one) => one.length === expected.length && timingSafeEqual(Buffer.from(one), expected));
  };
  return { id, body, isSignedWith };
}

/** By the specification, without the library that signs. */
const signatureOf = (secret: string, content: string): Buffer =>
  Buffer.from(
    `v1,${createHmac("sha256", Buffer.from(secret.slice("whsec_".length), "base64"))
      .update(content)
      .digest("base64")}`,
  );
