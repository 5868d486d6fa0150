import { randomBytes } from "node:crypto";
import { v7 } from "uuid";

/** Time-ordered ids: new rows land at the end of their index. */
export const newId = (): string => v7();

/** 128 random bits that nobody can guess, safe in a URL. */
export const newToken = (): string => randomBytes(16).toString("base64url");
