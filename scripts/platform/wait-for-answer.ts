const ASK_INTERVAL_MS = 250;
/** A first page in development is compiled on demand, so an answer may take long. */
const ASK_TIMEOUT_MS = 30_000;
const REMIND_INTERVAL_MS = 30_000;

async function ask(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(ASK_TIMEOUT_MS)]);
    const response = await fetch(url, { signal: limit, redirect: "manual" });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false; // not listening yet
  }
}

/**
 * Until the URL answers with success. There is no last try: the supervisor keeps starting the program, and the
 * person who mends its fault, or stops the platform, decides how long this takes.
 */
export async function waitForAnswer(
  name: string,
  url: string,
  options: { readonly signal: AbortSignal; readonly onNews: (news: string) => void },
): Promise<void> {
  let remindAt = performance.now() + REMIND_INTERVAL_MS;
  while (!(await ask(url, options.signal))) {
    options.signal.throwIfAborted();
    if (performance.now() > remindAt) {
      options.onNews(`still waiting for ${name} (${url}); its lines above may say why`);
      remindAt = performance.now() + REMIND_INTERVAL_MS;
    }
    await new Promise((resolve) => setTimeout(resolve, ASK_INTERVAL_MS));
  }
}
