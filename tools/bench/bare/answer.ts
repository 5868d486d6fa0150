/** What a bare handler says: a status and, as JSON, a value. */
export type Answer = { readonly status: number; readonly value: object };

/** How the routes of the bare server look. */
export type BareHandler = (request: {
  /** The last part of the path. */
  readonly name: string;
  readonly body: string;
  readonly key: string;
}) => Promise<Answer>;
