import { randomBytes } from "node:crypto";
import net from "node:net";
import { PORTS } from "../../stack/addresses.ts";

/** One request, as bytes that no client library has tidied up. */
export type Shot = {
  readonly method: string;
  /** What stands between method and version, as it is. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Every character is one byte; null for no body. */
  readonly body: string | null;
};

export type Hit = {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
};

/** The server may close before it has heard everything: then there may be no answer to read. */
export type Answer = Hit | "cut";

const TIMEOUT_MS = 20_000;
const SHOWN = 1_000;
const LAST_CHUNK = "0\r\n\r\n";

/** UTF-8, one character per byte. */
export const bytesOf = (text: string): string => Buffer.from(text, "utf8").toString("latin1");

/** A request id of our own tells in the server's log which shot it was. */
export const newShotId = (): string => `fuzz-${randomBytes(6).toString("hex")}`;

/** Sends it on a connection of its own, and reads to the end. Throws when the answer has no end. */
export function send({ method, target, headers, body }: Shot): Promise<Answer> {
  const lines = { host: `localhost:${PORTS.web}`, connection: "close", ...headers };
  const length = body === null ? {} : { "content-length": `${body.length}` };
  const head = Object.entries({ ...length, ...lines }).map(([name, value]) => `${name}: ${value}\r\n`);
  const request = Buffer.from(`${method} ${target} HTTP/1.1\r\n${head.join("")}\r\n${body ?? ""}`, "latin1");
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = net.connect(PORTS.web, "localhost", () => socket.write(request));
    socket.setTimeout(TIMEOUT_MS, () => {
      socket.destroy();
      const said = Buffer.concat(chunks).toString("utf8").slice(0, SHOWN);
      reject(
        new Error(`no end of the answer to ${request.toString("latin1").slice(0, SHOWN)}\nafter: ${said}`),
      );
    });
    socket.on("data", (chunk) => {
      chunks.push(chunk);
      // tRPC keeps the connection of a stream that has ended; its last chunk says that it has.
      if (chunk.toString("latin1").endsWith(LAST_CHUNK)) socket.end();
    });
    // The server stopped listening half-way; what it said before that is still its answer.
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(read(Buffer.concat(chunks).toString("utf8"))));
  });
}

function read(raw: string): Answer {
  const status = /^HTTP\/1\.1 (\d{3})/.exec(raw)?.[1];
  if (status === undefined) return "cut";
  const [head = "", ...rest] = raw.split("\r\n\r\n");
  const headers = head
    .split("\r\n")
    .slice(1)
    .map(
      (line) =>
        [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()] as const,
    );
  return { status: Number(status), headers: new Map(headers), text: rest.join("\r\n\r\n") };
}
