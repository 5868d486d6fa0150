import { createHash } from "node:crypto";
import { assertFileName, type FileStore } from "@careforall/domain/upload";
import { AwsClient } from "aws4fetch";

export type S3Settings = {
  /** Origin of the service, such as https://s3.eu-central-1.amazonaws.com; the bucket is the first part of the path. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
};

/** A file is some kB; the owner waits for it. */
const CALL_MAX_MS = 10_000;
/** Beside the first try, for answers that say that the service is busy. */
const RETRIES = 2;
const MISSING = 404;

/** Keeps files in a bucket of any service that speaks S3. The bucket stays private: we serve the files ourselves. */
export function s3Files({ endpoint, bucket, ...keys }: S3Settings): FileStore {
  const client = new AwsClient({ ...keys, service: "s3", retries: RETRIES });

  const call = async (name: string, init: RequestInit): Promise<Response> => {
    assertFileName(name);
    const signal = AbortSignal.timeout(CALL_MAX_MS);
    const response = await client.fetch(`${endpoint}/${bucket}/${name}`, { ...init, signal });
    if (response.ok || response.status === MISSING) return response;
    await response.body?.cancel();
    throw new Error(`the storage of files answered ${response.status} to ${init.method}`);
  };

  return {
    put: async (name, bytes, type) => {
      const digest = createHash("sha256").update(bytes).digest("hex");
      // With the digest signed, a service refuses what was changed on the way.
      const headers = { "content-type": type, "x-amz-content-sha256": digest };
      const response = await call(name, { method: "PUT", headers, body: new Uint8Array(bytes) });
      await response.body?.cancel();
      if (response.status === MISSING) throw new Error("the storage of files knows no such bucket");
    },
    read: async (name) => {
      const response = await call(name, { method: "GET" });
      if (response.status !== MISSING) return new Uint8Array(await response.arrayBuffer());
      await response.body?.cancel();
      return null;
    },
    remove: async (name) => {
      const response = await call(name, { method: "DELETE" });
      await response.body?.cancel();
    },
  };
}
