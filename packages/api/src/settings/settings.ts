/** What a process of ours may be told from outside, checked and complete. Built once at start and passed on. */
export interface Settings {
  /** `embedded`: one machine, test money, everything on loopback. `deployed`: real money, nothing assumed. */
  readonly mode: "embedded" | "deployed";
  /** Gifts here move no real money; pages say so. */
  readonly testMoney: boolean;
  readonly web: {
    /** Address to listen on. */
    readonly host: string;
    readonly port: number;
    /** Origin under which donors reach the site, without a slash at the end. */
    readonly url: string;
    /** Proxies of ours in front, whose X-Forwarded-For entries are believed. */
    readonly trustedProxyHops: number;
  };
  readonly worker: { readonly port: number };
  readonly database: { readonly url: string; readonly poolMax: number };
  /** Null: no Redis, in-process caches instead. */
  readonly redisUrl: string | null;
  /** Signs the ids of donation forms. */
  readonly formSecret: string;
  /** Bearer token of the deep health check and the metrics. */
  readonly healthToken: string;
  readonly sslcommerz: { readonly apiUrl: string; readonly storeId: string; readonly storePassword: string };
  readonly mail: { readonly smtpUrl: string; readonly from: string };
  /** Null: events are not forwarded. Each of the secrets signs. */
  readonly dispatch: { readonly url: string; readonly secrets: readonly string[] } | null;
  readonly logLevel: LogLevel;
}

export const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
