/**
 * The address of whoever asks. Behind proxies of ours it stands in X-Forwarded-For, as many entries from the right as
 * there are trusted hops; what a client wrote further left is never believed. Without trusted hops it is the
 * connection's own.
 */
export function clientAddress(connection: string, forwardedFor: string | null, trustedHops: number): string {
  if (trustedHops === 0 || forwardedFor === null) return connection;
  const entries = forwardedFor.split(",").map((entry) => entry.trim());
  return entries.at(-trustedHops) || connection;
}
