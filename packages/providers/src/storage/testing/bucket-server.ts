import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { S3Settings } from "../s3-files.ts";

const OK = 200;
const NO_CONTENT = 204;
const FORBIDDEN = 403;
const NOT_FOUND = 404;
const BUSY = 503;

export type BucketServer = {
  readonly settings: S3Settings;
  readonly objects: Map<string, { readonly bytes: Buffer; readonly type: string | undefined }>;
  /** So many further calls are answered with 503. */
  busyTimes: number;
  readonly close: () => Promise<void>;
};

/**
 * A bucket over HTTP that believes no call: it works the signature out anew from what has arrived (AWS Signature
 * Version 4, as Amazon describes it), and the digest of the body from its bytes.
 */
export async function startBucket(): Promise<BucketServer> {
  const objects: BucketServer["objects"] = new Map();
  const server = createServer((request, response) => {
    void read(request).then((body) => {
      response.statusCode = answerTo(request, body);
      const found = objects.get(request.url ?? "");
      response.end(request.method === "GET" && response.statusCode === OK ? found?.bytes : undefined);
    });
  });
  const answerTo = (request: IncomingMessage, body: Buffer): number => {
    if (bucket.busyTimes > 0) {
      bucket.busyTimes -= 1;
      return BUSY;
    }
    if (!isSigned(request, body, bucket.settings)) return FORBIDDEN;
    const key = request.url ?? "";
    if (!key.startsWith(`/${bucket.settings.bucket}/`)) return NOT_FOUND;
    if (request.method === "PUT") objects.set(key, { bytes: body, type: request.headers["content-type"] });
    if (request.method === "DELETE") return objects.delete(key) ? NO_CONTENT : NOT_FOUND;
    return objects.has(key) ? OK : NOT_FOUND;
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const bucket: BucketServer = {
    settings: {
      endpoint: `http://127.0.0.1:${port}`,
      region: "eu-central-1",
      bucket: "uploads",
      accessKeyId: "AKIATEST",
      secretAccessKey: "a secret that only tests use",
    },
    objects,
    busyTimes: 0,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return bucket;
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const sha256 = (bytes: Buffer | string): string => createHash("sha256").update(bytes).digest("hex");
const hmac = (key: Buffer | string, text: string): Buffer => createHmac("sha256", key).update(text).digest();

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;

function isSigned({ headers, method, url }: IncomingMessage, body: Buffer, settings: S3Settings): boolean {
  const [, id, day = "", region = "", names = "", given = ""] =
    AUTHORIZATION.exec(headers.authorization ?? "") ?? [];
  if (id !== settings.accessKeyId || region !== settings.region) return false;
  const digest = String(headers["x-amz-content-sha256"]);
  if (method === "PUT" && digest !== sha256(body)) return false;
  const signed = names.split(";");
  if (!["host", "x-amz-content-sha256", "x-amz-date"].every((name) => signed.includes(name))) return false;
  const due = signatureOf({ headers, method, url }, { signed, digest, day, region }, settings);
  return isSame(given, due);
}

const isSame = (given: string, due: string): boolean =>
  given.length === due.length && timingSafeEqual(Buffer.from(given), Buffer.from(due));

type Claim = {
  readonly signed: readonly string[];
  readonly digest: string;
  readonly day: string;
  readonly region: string;
};

function signatureOf(
  { headers, method, url }: Pick<IncomingMessage, "headers" | "method" | "url">,
  { signed, digest, day, region }: Claim,
  settings: S3Settings,
): string {
  const lines = signed.map((name) => `${name}:${String(headers[name] ?? "").trim()}\n`).join("");
  const canonical = [method, url, "", lines, signed.join(";"), digest].join("\n");
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", headers["x-amz-date"], scope, sha256(canonical)].join("\n");
  const key = [region, "s3", "aws4_request"].reduce(
    (before: Buffer, part) => hmac(before, part),
    hmac(`AWS4${settings.secretAccessKey}`, day),
  );
  return hmac(key, toSign).toString("hex");
}
