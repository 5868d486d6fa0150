import type { Db } from "@careforall/db/client";
import type { Origin } from "@careforall/db/outbox";
import type { SignInProvider } from "@careforall/domain/account";
import type { PaymentProvider, ProviderName } from "@careforall/domain/payment";
import type { FeeBearer } from "@careforall/domain/refund";
import type { FileStore } from "@careforall/domain/upload";
import type { Logger, Metrics } from "../observe/index.ts";
import type { Passwords } from "../password/index.ts";
import type { LiveHub, TotalsCache } from "../live/index.ts";
import type { Actor } from "./actor.ts";
import type { Waker } from "./waker.ts";

/** What one process shares between requests: built once by each app, which plugs the adapters in. */
export type Services = {
  readonly db: Db;
  readonly providers: ReadonlyMap<ProviderName, PaymentProvider>;
  /** Who people may sign in with; only the web signs people in, and only where it is set up. */
  readonly signInProvider?: SignInProvider | undefined;
  readonly hub: LiveHub;
  /** Public totals for pages and readers. Never asked in a decision: verbs read and lock rows. */
  readonly totals: TotalsCache;
  readonly wake: Waker;
  readonly passwords: Passwords;
  /** Where files of uploads are kept. */
  readonly files: FileStore;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly config: Config;
};

/** The few settings that verbs need; the apps read them from the validated list. */
export type Config = {
  /** Where donors find us, without a slash at the end. */
  readonly webUrl: string;
  /** Where browsers find the files of uploads: the same, or a host of their own. */
  readonly filesUrl: string;
  /** Signs form ids and the cursors of lists. */
  readonly formSecret: string;
  /** Seals the secrets of authenticator apps. */
  readonly factorSecret: string;
  /** The domain of Message-IDs. */
  readonly mailDomain: string;
  readonly fees: Fees;
  /** Off (`RECONCILE=off`), no reconciliation changes anything; dry runs go on. */
  readonly mayReconcile: boolean;
  /** Events are also handed to an address of others (`EVENT_DISPATCH_URL`). Only the worker relays, so only it says. */
  readonly forwardsEvents?: boolean | undefined;
};

/** Who keeps and who loses what of a gift; the platform's own choice. */
export type Fees = {
  /** What the platform keeps of a gift that is promised now: 0 to 1000, where 100 is one percent. */
  readonly platformBasisPoints: number;
  /** Who loses the provider's fee of a refund that is ordered now. */
  readonly refundFeeBearer: FeeBearer;
};

/** What a verb works with: the services, and who asks. */
export type Context = Services & {
  readonly origin: Origin;
  /** Who acts, for what only staff may change; commands and staff's procedures set it. */
  readonly actor?: Actor | undefined;
  readonly newId: () => string;
  /** The secret of a new gift. Only the seed replaces it, so that its links are the same each time. */
  readonly newToken: () => string;
  /** Repairs and the seed tell nobody: messages are recorded as suppressed. */
  readonly isMuted?: boolean | undefined;
  /** Replaces the database's clock; only tests and the seed set it. */
  readonly at?: Date | undefined;
  /** Set by an idempotent verb: its stored answer, for the edge that must replay it byte for byte. */
  answer?: StoredAnswer | undefined;
};

/** `text` is the whole envelope as it was first sent. */
export type StoredAnswer = { readonly text: string; readonly isReplay: boolean };

export type { Origin };
