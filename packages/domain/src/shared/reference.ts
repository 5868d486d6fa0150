/**
 * A reference is the public spelling of a UUID: 26 characters of Crockford's base 32
 * (https://www.crockford.com/base32.html), upper case, without I, L, O and U, so that it can be read aloud.
 * It fits SSLCommerz's `tran_id` (30 characters), which a UUID with dashes (36) does not.
 */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const REFERENCE_LENGTH = 26;
/** 26 characters hold 130 bits and a UUID has 128: the first is at most 7. */
const REFERENCE = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function referenceOf(uuid: string): string {
  if (!UUID.test(uuid)) throw new Error("referenceOf wants a lower-case UUID");
  let rest = BigInt(`0x${uuid.replaceAll("-", "")}`);
  let reference = "";
  for (let i = 0; i < REFERENCE_LENGTH; i++) {
    reference = ALPHABET.charAt(Number(rest & 31n)) + reference;
    rest >>= 5n;
  }
  return reference;
}

/** The UUID that a reference spells, or null when the text is no reference of ours. */
export function uuidOf(reference: string): string | null {
  if (!REFERENCE.test(reference)) return null;
  let value = 0n;
  for (const character of reference) value = (value << 5n) | BigInt(ALPHABET.indexOf(character));
  const hex = value.toString(16).padStart(32, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
