import type { IncomingMessage, ServerResponse } from "node:http";
import type { UPLOAD_RULES } from "../../access/rules.ts";
import { FILES_PATTERN, serveFile } from "./serve-file.ts";
import { takeAvatar } from "./take-avatar.ts";

type Serve = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>;

type UploadAddress = {
  /** As the rules name it. */
  readonly address: keyof typeof UPLOAD_RULES;
  readonly pattern: RegExp;
  readonly serve: Serve;
};

/** Campaigns' pictures and documents get a form of their own here; files are served by the one address. */
const ADDRESSES: readonly UploadAddress[] = [
  { address: "/files/[name]", pattern: FILES_PATTERN, serve: serveFile },
  { address: "/uploads/avatar", pattern: /^\/uploads\/avatar$/, serve: takeAvatar },
];

/** Every address of uploads, for the test that holds the rules against them. */
export const uploadAddresses: readonly string[] = ADDRESSES.map(({ address }) => address);

/**
 * Takes and serves what people upload. Outside of Next, which would hold a whole body before our code saw any of it, and
 * cannot start the process that reads it. Answers false when the address is another.
 */
export async function serveUploads(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<boolean> {
  const found = ADDRESSES.find(({ pattern }) => pattern.test(url.pathname));
  if (found === undefined) return false;
  await found.serve(request, response, url);
  return true;
}
