import { createHash } from "node:crypto";

/**
 * Everything "random" in the seed is a digest of what it is for, so that two runs, on two machines, make the same ids,
 * links and choices, and an interrupted run goes on with the ones it had begun with.
 */
const digest = (...parts: readonly (string | number)[]): Buffer =>
  createHash("sha256").update(JSON.stringify(parts), "utf8").digest();

const UUID_BYTES = 16;
const TIME_BYTES = 6;

/** Ids in the shape of UUIDv7 (RFC 9562): 48 bits of `at` in milliseconds, then 74 repeatable bits. */
export function repeatableIds(name: string, at: Date): () => string {
  let count = 0;
  return () => {
    const bytes = digest("id", name, count++).subarray(0, UUID_BYTES);
    bytes.writeUIntBE(at.getTime(), 0, TIME_BYTES);
    bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
    bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
    return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };
}

/** As long as a real token, and no secret at all: whoever has this repository can work it out. */
export const repeatableToken = (name: string): string =>
  digest("token", name).subarray(0, UUID_BYTES).toString("base64url");

/** Eight characters that change when the value does. */
export const fingerprint = (value: unknown): string =>
  digest("fingerprint", JSON.stringify(value)).toString("hex").slice(0, 8);

/** Draws that are the same each time. */
export type Dice = {
  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number): number;
  oneOf<T>(choices: readonly [T, ...T[]]): T;
};

export function repeatableDice(name: string): Dice {
  let count = 0;
  const draw = (): number => digest("dice", name, count++).readUInt32BE(0);
  return {
    between: (min, max) => min + (draw() % (max - min + 1)),
    oneOf: ([first, ...rest]) => {
      const chosen = draw() % (rest.length + 1);
      return chosen === 0 ? first : (rest[chosen - 1] ?? first);
    },
  };
}
