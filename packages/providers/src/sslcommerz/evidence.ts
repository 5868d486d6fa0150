/** What the history keeps of one question. */
const EVIDENCE_BYTES_MAX = 16 * 1024;

/** At most three bytes each (a Bangla letter; a quoted ASCII one takes two), so the frame around it fits too. */
const EXCERPT_CHARACTERS_MAX = 5_000;

/**
 * The gateway's answers as JSON text, for people who look at the case later. Always valid JSON of at most 16 kB:
 * a longer one keeps its beginning as an excerpt. The password is taken out by name and by value, and NUL
 * characters, which PostgreSQL cannot store, are dropped.
 */
export function evidenceOf(answers: readonly unknown[], storePassword: string): string {
  const json = JSON.stringify(answers, (key, value: unknown) => {
    if (key === "store_passwd") return undefined;
    return typeof value === "string" ? cleaned(value, storePassword) : value;
  });
  if (Buffer.byteLength(json) <= EVIDENCE_BYTES_MAX) return json;
  return JSON.stringify({ cut: true, excerpt: json.slice(0, EXCERPT_CHARACTERS_MAX).toWellFormed() });
}

function cleaned(text: string, storePassword: string): string {
  const safe = text.replaceAll("\0", "");
  return storePassword === "" ? safe : safe.replaceAll(storePassword, "[redacted]");
}
