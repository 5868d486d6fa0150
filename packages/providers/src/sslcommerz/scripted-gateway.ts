import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** For tests only: a gateway on a real socket that answers what the test wrote down. */
export type Reply =
  | { readonly json: unknown; readonly status?: number }
  | { readonly text: string; readonly status?: number }
  | { readonly location: string }
  /** Takes the call and stays silent, with or without headers. */
  | { readonly silence: "before_headers" | "after_headers" }
  | { readonly endless: true }
  /** Closes the connection instead of answering. */
  | { readonly reset: true };

export type Seen = {
  readonly call: Call;
  readonly method: string;
  readonly fields: ReadonlyMap<string, string>;
};
type Call = "session" | "validation" | "query" | "refund" | "refundQuery";

const PATHS: Readonly<Record<string, Call>> = {
  "/gwprocess/v4/api.php": "session",
  "/validator/api/validationserverAPI.php": "validation",
  "/validator/api/merchantTransIDvalidationAPI.php": "query",
};

/** Three calls share one path; their fields tell which. */
function callOf(fields: ReadonlyMap<string, string>): Call {
  if (fields.has("refund_amount")) return "refund";
  return fields.has("refund_ref_id") ? "refundQuery" : "query";
}

export type ScriptedGateway = {
  readonly url: string;
  readonly seen: Seen[];
  /** What each call answers from now on; a validation may depend on its `val_id`. */
  script(replies: Partial<Record<Call, Reply | ((fields: ReadonlyMap<string, string>) => Reply)>>): void;
  close(): Promise<void>;
};

export async function startScriptedGateway(): Promise<ScriptedGateway> {
  const seen: Seen[] = [];
  let replies: Parameters<ScriptedGateway["script"]>[0] = {};
  const server = createServer((request, response) => {
    void readFields(request).then((fields) => {
      const path = PATHS[new URL(request.url ?? "/", "http://gateway").pathname];
      const call = path === "query" ? callOf(fields) : path;
      const reply = call === undefined ? undefined : replies[call];
      if (call === undefined || reply === undefined) return response.writeHead(404).end();
      seen.push({ call, method: request.method ?? "", fields });
      return send(response, typeof reply === "function" ? reply(fields) : reply);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    script: (next) => {
      replies = next;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function readFields(request: IncomingMessage): Promise<ReadonlyMap<string, string>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const query = new URL(request.url ?? "/", "http://gateway").searchParams;
  return new Map([...query, ...new URLSearchParams(Buffer.concat(chunks).toString())]);
}

function send(response: ServerResponse, reply: Reply): void {
  if ("json" in reply) {
    response
      .writeHead(reply.status ?? 200, { "content-type": "application/json" })
      .end(JSON.stringify(reply.json));
  } else if ("text" in reply) {
    response.writeHead(reply.status ?? 200, { "content-type": "text/html" }).end(reply.text);
  } else if ("location" in reply) {
    response.writeHead(307, { location: reply.location }).end();
  } else if ("reset" in reply) {
    response.socket?.destroy();
  } else if ("endless" in reply) {
    response.writeHead(200, { "content-type": "application/json" });
    pour(response);
  } else if (reply.silence === "after_headers") {
    response.writeHead(200, { "content-type": "application/json" }).write("{");
  }
}

/** Writes until the reader hangs up. */
function pour(response: ServerResponse): void {
  const more = (): void => {
    while (!response.destroyed && response.write(" ".repeat(64 * 1024)));
  };
  response.on("drain", more);
  more();
}
