"use client";

import { useEffect } from "react";

/** So many digests are asked for at once: one by one, waiting for each answer would take longer than the digest. */
const BATCH = 256;

/**
 * Answers the challenge and sends the form: looks for a number whose SHA-256 together with the challenge begins with as
 * many zero bits as the challenge says. A browser that cannot leaves the form as it is, for the button.
 */
export function SolveChallenge({ formId, challenge }: { formId: string; challenge: string }) {
  useEffect(() => {
    const form = document.getElementById(formId);
    // Only pages of https, or of this machine, may calculate digests.
    if (!(form instanceof HTMLFormElement) || !window.isSecureContext) return;
    const control = new AbortController();
    void solve(challenge, control.signal).then((nonce) => {
      const field = form.elements.namedItem("proof");
      if (nonce === null || !(field instanceof HTMLInputElement)) return;
      field.value = `${challenge}:${nonce}`;
      form.requestSubmit();
    });
    return () => control.abort();
  }, [formId, challenge]);
  return null;
}

async function solve(challenge: string, signal: AbortSignal): Promise<number | null> {
  const bits = Number(challenge.split(".")[2]);
  const encoder = new TextEncoder();
  for (let first = 0; !signal.aborted; first += BATCH) {
    const numbers = Array.from({ length: BATCH }, (_, i) => first + i);
    const digests = await Promise.all(
      numbers.map((nonce) => crypto.subtle.digest("SHA-256", encoder.encode(`${challenge}:${nonce}`))),
    );
    const found = digests.findIndex((digest) => Math.clz32(new DataView(digest).getUint32(0)) >= bits);
    if (found >= 0) return first + found;
  }
  return null;
}
