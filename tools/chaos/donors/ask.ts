/** A server that is killed or hangs gives no answer; whoever asks gives up after so long and asks again. */
const TIMEOUT_MS = 15_000;

export type Answer = { readonly status: number; readonly text: string; readonly headers: Headers };

/** One HTTP request; null when no whole answer came, which says nothing about what was done. */
export async function ask(url: string, init: RequestInit = {}): Promise<Answer | null> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
    return { status: response.status, text: await response.text(), headers: response.headers };
  } catch {
    return null;
  }
}

export const postJson = (
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer | null> =>
  ask(url, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json", ...headers },
  });
