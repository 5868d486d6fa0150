/** What a handler gives back. It is written to the socket in one place, so a fault can withhold it. */
export type HttpAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
};

/** No answer at all: the connection is closed (`end`) or reset (`reset`). */
export type Hangup = { readonly hangup: "end" | "reset" };

export type Answer = HttpAnswer | Hangup;

/** Whole numbers of money travel as digit strings: JSON's numbers would round the large ones. */
export const json = (value: unknown, status = 200): HttpAnswer => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" },
  body: JSON.stringify(value, (_key, part: unknown) => (typeof part === "bigint" ? part.toString() : part)),
});

export const text = (body: string, status = 200): HttpAnswer => ({
  status,
  headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
  body,
});

export const seeOther = (location: string): HttpAnswer => ({
  status: 303,
  headers: { location, "cache-control": "no-store" },
  body: "",
});
