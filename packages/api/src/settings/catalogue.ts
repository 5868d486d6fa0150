import type { SettingName } from "./shape.ts";

/** What people read about a setting: in .env.example, and in the error when it is wrong. */
export interface SettingEntry {
  readonly about: string;
  /** Completes "NAME must be …". */
  readonly expected: string;
  /** A line that can be typed as it is, or after replacing what is obviously an example. */
  readonly type: string;
  /** Its value is never printed, and `NAME_FILE` may name a file that holds it. */
  readonly secret: boolean;
}

function plain(expected: string, type: string, about: string): SettingEntry {
  return { about, expected, type, secret: false };
}

function secret(expected: string, type: string, about: string): SettingEntry {
  return { about, expected, type, secret: true };
}

export const CATALOGUE: Readonly<Record<SettingName, SettingEntry>> = {
  CAREFORALL_MODE: plain(
    "embedded or deployed",
    "CAREFORALL_MODE=deployed",
    "deployed (default) assumes nothing and refuses unsafe values; embedded is what `pnpm dev` and `pnpm start` set: test money, loopback only.",
  ),
  HOST: plain(
    "an address or host name to listen on",
    "HOST=0.0.0.0",
    "Address the web and the worker listen on. Deployed: 0.0.0.0 unless set. Embedded: localhost, and only loopback is accepted.",
  ),
  PORT: plain("a whole number from 1 to 65535", "PORT=3000", "Port of the web."),
  WORKER_PORT: plain(
    "a whole number from 1 to 65535",
    "WORKER_PORT=9464",
    "Port of the worker's health and metrics.",
  ),
  SIMULATOR_PORT: plain(
    "a whole number from 1 to 65520",
    "SIMULATOR_PORT=4010",
    "First port of the simulator of the outside world (embedded mode only); its mailbox listens 15 above.",
  ),
  SIMULATOR_CONTROL: plain(
    "0 or 1",
    "SIMULATOR_CONTROL=0",
    "Whether the simulator's control API answers. It can make trouble and move test money, so deployed mode refuses 1.",
  ),
  WEB_URL: plain(
    "the site's public origin, such as https://give.example.org",
    "WEB_URL=https://give.example.org",
    "Origin under which people reach the site; links in mails and the provider's way back begin with it. Deployed: https.",
  ),
  DATABASE_URL: secret(
    "a PostgreSQL URL with a database name, such as postgresql://user:password@host:5432/careforall",
    "DATABASE_URL=postgresql://user:password@host:5432/careforall?sslmode=verify-full",
    "PostgreSQL 18. Without it `pnpm dev` starts its own. Use sslmode=verify-full across networks; without sslmode the connection is not encrypted, which only a private network may do.",
  ),
  DATABASE_OWNER_URL: secret(
    "a PostgreSQL URL like DATABASE_URL, of the same database and another role",
    "DATABASE_OWNER_URL=postgresql://owner:password@host:5432/careforall?sslmode=verify-full",
    "The role that owns the tables. Migrations use it, and `pnpm run rebuild`; web and worker must not have it. They sign in by DATABASE_URL, as a role that cannot change the past: made when it is missing, given its rights by every migration (docs/upkeep.md). Deployed, nothing runs with one role for both.",
  ),
  TRUSTED_PROXY_HOPS: plain(
    "a whole number from 0 to 5",
    "TRUSTED_PROXY_HOPS=1",
    "How many proxies of yours stand before the web. A client's address is taken that many entries from the right of X-Forwarded-For; 0 takes the connection's own and believes no header.",
  ),
  LIMITS_FACTOR: plain(
    "a whole number from 1 to 100000 (deployed: to 10)",
    "LIMITS_FACTOR=1",
    "Multiplies how often anything may be asked for (docs/limits.md). Tests and benchmarks raise it so far that nothing is limited; deployed mode refuses that.",
  ),
  DATABASE_POOL_MAX: plain(
    "a whole number from 1 to 100",
    "DATABASE_POOL_MAX=10",
    "Most connections one process holds. All processes together must stay below the server's max_connections.",
  ),
  DATABASE_QUEUE_MAX: plain(
    "a whole number from 1 to 10000",
    "DATABASE_QUEUE_MAX=200",
    "How many requests of one web process may wait for a connection. Further ones are told at once to come again (503, Retry-After).",
  ),
  DATABASE_WEBHOOK_POOL_MAX: plain(
    "a whole number from 1 to 20",
    "DATABASE_WEBHOOK_POOL_MAX=3",
    "Connections of each web process, beside DATABASE_POOL_MAX, that only payment notifications and health checks use: they get through however many donors wait.",
  ),
  REDIS_URL: secret(
    "a Redis URL, such as redis://host:6379 or rediss://user:password@host:6379",
    "REDIS_URL=redis://127.0.0.1:6379",
    "Optional: shared cache, rate limits and live updates for several web processes. No money decision asks it.",
  ),
  FORM_SECRET: secret(
    "random text of at least 32 bytes",
    "FORM_SECRET=$(openssl rand -base64 48)",
    "Signs the ids of donation forms and the cursors of lists, and seals sessions: a new one signs everybody out. The same for all web processes.",
  ),
  FACTOR_SECRET: secret(
    "random text of at least 32 bytes",
    "FACTOR_SECRET=$(openssl rand -base64 48)",
    "Seals the secrets of authenticator apps in the database: with a new one nobody's app opens their account any more. The same for all web processes.",
  ),
  HEALTH_TOKEN: secret(
    "at least 16 visible ASCII characters without spaces",
    "HEALTH_TOKEN=$(openssl rand -hex 24)",
    "Bearer token for the deep health check and the metrics.",
  ),
  SSLCOMMERZ_API_URL: plain(
    "the http(s) URL of the gateway, https://securepay.sslcommerz.com or https://sandbox.sslcommerz.com",
    "SSLCOMMERZ_API_URL=https://securepay.sslcommerz.com",
    "Decides between the live gateway, its sandbox (https://sandbox.sslcommerz.com, test money) and, in embedded mode, the simulator.",
  ),
  SSLCOMMERZ_STORE_ID: plain(
    "the store id from SSLCommerz, at most 30 characters",
    "SSLCOMMERZ_STORE_ID=yourstorelive",
    "Store id that SSLCommerz gave you.",
  ),
  SSLCOMMERZ_STORE_PASSWORD: secret(
    "the store's API password, at most 30 characters",
    "SSLCOMMERZ_STORE_PASSWORD_FILE=/run/secrets/sslcommerz",
    "API password of the store, which is not the password of the merchant panel.",
  ),
  UPLOADS_DIR: plain(
    "the path of a folder that web and worker may write",
    "UPLOADS_DIR=/uploads",
    "Where pictures that people upload are kept, made when it is needed; web and worker share it. Outside of everything that a web server serves. Without effect when S3_* is set.",
  ),
  UPLOADS_URL: plain(
    "an http(s) origin, such as https://files.example.org",
    "UPLOADS_URL=https://files.example.org",
    "Optional: another host of yours whose /files/ leads to the web, so that what people upload is served apart from the site. Deployed: https.",
  ),
  S3_ENDPOINT: plain(
    "the http(s) origin of a service that speaks S3, without the bucket",
    "S3_ENDPOINT=https://s3.eu-central-1.amazonaws.com",
    "Optional: uploads are kept in a private bucket instead of UPLOADS_DIR. All five settings of S3_* or none. Deployed: https.",
  ),
  S3_REGION: plain(
    "a region's name",
    "S3_REGION=eu-central-1",
    "Region of the bucket; many services take any word.",
  ),
  S3_BUCKET: plain(
    "the name of a bucket",
    "S3_BUCKET=careforall-uploads",
    "Bucket of the uploads. Nobody but us reads it.",
  ),
  S3_ACCESS_KEY_ID: plain(
    "the id of a key",
    "S3_ACCESS_KEY_ID=AKIA0EXAMPLE",
    "Key that may read, write and delete objects of the bucket.",
  ),
  S3_SECRET_ACCESS_KEY: secret(
    "the secret of that key",
    "S3_SECRET_ACCESS_KEY_FILE=/run/secrets/s3_secret_access_key",
    "Secret of that key.",
  ),
  SMTP_URL: secret(
    "an SMTP URL, such as smtps://user:password@mail.example.org",
    "SMTP_URL=smtps://user:password@mail.example.org",
    "Where the worker hands mail over.",
  ),
  MAIL_FROM: plain(
    "a mail address, such as CareForAll <giving@example.org>",
    'MAIL_FROM="CareForAll <giving@example.org>"',
    "Sender of every mail.",
  ),
  PLATFORM_FEE_BASIS_POINTS: plain(
    "a whole number from 0 to 1000",
    "PLATFORM_FEE_BASIS_POINTS=0",
    "What the platform keeps of each new gift: 250 is 2.5 percent, 0 (default) nothing. Donors are told before they give. A gift keeps what it was promised with.",
  ),
  REFUND_FEE_BEARER: plain(
    "platform or campaign",
    "REFUND_FEE_BEARER=platform",
    "Who loses the payment provider's fee of a gift that is refunded, since providers keep it: the platform (default) or the campaign. A refund keeps what it was ordered with.",
  ),
  RECONCILE: plain(
    "on or off",
    "RECONCILE=on",
    "off: the worker does not compare our books with the provider's, and `pnpm reconcile` only with --dry-run. Read when a process starts.",
  ),
  EVENT_DISPATCH_URL: secret(
    "the http(s) URL that takes events, without user and password, such as https://example.org/events",
    "EVENT_DISPATCH_URL=https://example.org/events",
    "Optional: every event is posted here, signed (docs/events.md). Deployed: https.",
  ),
  EVENT_DISPATCH_SECRET: secret(
    "whsec_ and the base64 of 24 to 64 random bytes; two, with a space between, while the receiver changes over",
    'EVENT_DISPATCH_SECRET="whsec_$(openssl rand -base64 32)"',
    "Signs what is posted to EVENT_DISPATCH_URL, so that the receiver knows who sent it. Needed with that address.",
  ),
  OAUTH_ISSUER: plain(
    "the address of an OpenID provider exactly as it calls itself, such as https://accounts.example.org",
    "OAUTH_ISSUER=https://accounts.example.org",
    "Optional: people may also sign in with this OpenID provider (docs/accounts.md). This and the next three belong together. Deployed: https.",
  ),
  OAUTH_CLIENT_ID: plain(
    "the id that the provider gave you, up to 500 characters without spaces",
    "OAUTH_CLIENT_ID=careforall",
    "How the provider knows us. Tell it that browsers come back to WEB_URL/account/oauth/return.",
  ),
  OAUTH_CLIENT_SECRET: secret(
    "the secret that the provider gave you, up to 500 characters without spaces",
    "OAUTH_CLIENT_SECRET_FILE=/run/secrets/oauth_client_secret",
    "Shows the provider that it is us.",
  ),
  OAUTH_NAME: plain(
    "1 to 30 characters, such as Example",
    'OAUTH_NAME="Example"',
    'The provider as people know it: the button says "Continue with" and this.',
  ),
  POLLER: plain(
    "on or off",
    "POLLER=on",
    "off: the worker asks the provider about nothing that nobody has reported on, so that a lost notification stays lost. Only `pnpm chaos` wants that; deployed mode refuses it.",
  ),
  KILL_POINT_DIR: plain(
    "the path of a folder",
    "KILL_POINT_DIR=/tmp/kill-points",
    "For `pnpm chaos`: a file in it that is named after a step of the money's path kills the process that comes to it. Deployed mode refuses it.",
  ),
  LOG_LEVEL: plain(
    "one of fatal, error, warn, info, debug, trace, silent",
    "LOG_LEVEL=info",
    "How much the processes log.",
  ),
};
