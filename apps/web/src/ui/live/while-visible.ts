/** Runs `work` whenever the page can be seen, and stops it when it cannot; a page kept for "back" holds nothing open. */
export function whileVisible(work: () => () => void): () => void {
  let stop: (() => void) | null = null;
  const halt = (): void => {
    stop?.();
    stop = null;
  };
  const follow = (): void => {
    if (document.visibilityState !== "visible") halt();
    else stop ??= work();
  };
  follow();
  document.addEventListener("visibilitychange", follow);
  window.addEventListener("pagehide", halt);
  window.addEventListener("pageshow", follow);
  return () => {
    document.removeEventListener("visibilitychange", follow);
    window.removeEventListener("pagehide", halt);
    window.removeEventListener("pageshow", follow);
    halt();
  };
}
