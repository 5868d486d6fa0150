import { useEffect, useRef, useState } from "react";

/** Someone who listens to a page is interrupted at most this often, also in a busy minute. */
const CALM_MS = 10_000;

/** The newest of fast-changing words, but never sooner than ten seconds after the last ones. */
export function useCalmWords(words: string): string {
  const [said, setSaid] = useState("");
  const lastSaidAt = useRef(0);

  useEffect(() => {
    if (words === "") return;
    const waitMs = Math.max(0, lastSaidAt.current + CALM_MS - Date.now());
    const timer = window.setTimeout(() => {
      lastSaidAt.current = Date.now();
      setSaid(words);
    }, waitMs);
    return () => window.clearTimeout(timer);
  }, [words]);

  return said;
}
