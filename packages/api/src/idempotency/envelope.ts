/** The envelope of every REST success, as text: an idempotent answer is stored and replayed in this form. */
export const envelopeText = (data: object, meta: { readonly at: Date; readonly requestId: string }): string =>
  JSON.stringify({
    success: true,
    data,
    meta: { timestamp: meta.at.toISOString(), requestId: meta.requestId },
  });

/** Reads the data back out of an envelope that `envelopeText` wrote. */
export function readEnvelope<T extends object>(text: string): T {
  const envelope = JSON.parse(text) as { data: T };
  return envelope.data;
}
