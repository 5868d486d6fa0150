import { createHmac } from "node:crypto";
import type { Context } from "../context/index.ts";

/**
 * A digest by which an address can be known again, but not found by trying all addresses: its key is the platform's.
 */
export const addressHash = ({ config }: Pick<Context, "config">, email: string): string =>
  createHmac("sha256", config.formSecret).update(`erased address:${email}`).digest("hex");
