import { createServer } from "node:http";

/** A shop that only has the address for notifications: it keeps what it is told and answers as it is told to. */
export type TestShop = {
  readonly ipnUrl: string;
  readonly received: ReadonlyMap<string, string>[];
  /** Status of the next answers, in order; 200 when none is left. */
  readonly answers: number[];
  /** Resolves with the notifications (about one payment, if one is named) as soon as there are `count` of them. */
  told(count: number, tranId?: string): Promise<ReadonlyMap<string, string>[]>;
  stop(): Promise<void>;
};

export async function startTestShop(): Promise<TestShop> {
  const received: ReadonlyMap<string, string>[] = [];
  const answers: number[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      received.push(new Map(new URLSearchParams(Buffer.concat(chunks).toString("utf8"))));
      response.writeHead(answers.shift() ?? 200, { "content-type": "text/plain" }).end("shop heard it");
      for (const look of waiting) look();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a server on TCP has a port");
  return {
    ipnUrl: `http://127.0.0.1:${address.port}/ipn`,
    received,
    answers,
    told: (count, tranId) =>
      new Promise((resolve) => {
        const look = (): void => {
          const about = received.filter((fields) => tranId === undefined || fields.get("tran_id") === tranId);
          if (about.length < count) return;
          waiting.delete(look);
          resolve(about);
        };
        waiting.add(look);
        look();
      }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
