import type { Db } from "@careforall/db/client";
import type { CheckoutAnswer, PaymentProvider } from "@careforall/domain/payment";
import { AppError, referenceOf } from "@careforall/domain/shared";
import type { Context } from "../context/index.ts";
import type { ScriptedProvider } from "../testing/index.ts";

/** Where a process meets trouble: at one of its round trips to the database (BEGIN and COMMIT are trips too). */
export type Trouble = {
  /** So many trips go well before. */
  readonly after: number;
  /** The statement is executed and only its answer is lost: of a COMMIT, nobody knows whether it was one. */
  readonly isSent: boolean;
  /** Only this connection breaks and the process goes on; else it dies, and nothing that would come later happens. */
  readonly survives: boolean;
};

/** What the provider answers to the next page or refund. */
export type Script = {
  readonly opening?: "unknown" | "refused" | "opened";
  readonly refunding?: "accepted" | "refused" | "unknown";
};

/** `hit`: trouble came, and whatever the verb answered to it says nothing about the database. */
export type Outcome<T> =
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "refused"; readonly code: string }
  | { readonly kind: "hit" };

/** As the driver says it. */
const lost = (): Error => new Error("Connection terminated unexpectedly");

/**
 * Runs a verb in a process that may die: its database and its providers are wrapped, the verb itself knows nothing.
 * An error that is no refusal and that no trouble explains is thrown: a defect.
 */
export async function runMortal<T>(
  ctx: Context,
  provider: ScriptedProvider,
  { trouble, script }: { readonly trouble: Trouble | null; readonly script: Script },
  verb: (ctx: Context) => Promise<T>,
): Promise<Outcome<T>> {
  const line = new Line(trouble);
  const wrapped = mortalProvider(provider, script, line);
  const mortal: Context = {
    ...ctx,
    db: mortalDb(ctx.db, line),
    providers: new Map([[provider.name, wrapped]]),
  };
  try {
    const value = await verb(mortal);
    return line.isHit ? { kind: "hit" } : { kind: "done", value };
  } catch (error) {
    if (line.isHit) return { kind: "hit" };
    if (error instanceof AppError) return { kind: "refused", code: error.code };
    throw error;
  } finally {
    await line.settle();
  }
}

/** The process's way to the world. */
class Line {
  isHit = false;
  #isDead = false;
  #left: number;
  readonly #onItsWay = new Set<Promise<unknown>>();
  readonly #trouble: Trouble | null;

  constructor(trouble: Trouble | null) {
    this.#trouble = trouble;
    this.#left = trouble?.after ?? 0;
  }

  requireLife(): void {
    if (this.#isDead) throw lost();
  }

  /** One round trip to the database. */
  async trip<T>(send: () => Promise<T>): Promise<T> {
    this.requireLife();
    if (this.#trouble === null || this.isHit || this.#left-- > 0) return this.#watch(send());
    this.isHit = true;
    this.#isDead = !this.#trouble.survives;
    if (this.#trouble.isSent) await this.#watch(send());
    throw lost();
  }

  /** What a dead process had sent arrives all the same; only then is it known what it has done. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.#onItsWay);
  }

  #watch<T>(sent: Promise<T>): Promise<T> {
    this.#onItsWay.add(sent);
    const forget = (): boolean => this.#onItsWay.delete(sent);
    void sent.then(forget, forget);
    return sent;
  }
}

function mortalDb(db: Db, line: Line): Db {
  const pool = replacing(db.pool, "connect", async () => mortalClient(await db.pool.connect(), line));
  return {
    ...db,
    pool,
    get prisma() {
      line.requireLife();
      return db.prisma;
    },
    query: (statement) => line.trip(() => db.query(statement)),
  };
}

/** A connection that broke stays broken, so that its transaction ends as the server ends it: rolled back. */
function mortalClient<T extends { query: (...args: never[]) => unknown }>(client: T, line: Line): T {
  let isBroken = false;
  return replacing(client, "query", async (...args: unknown[]) => {
    if (isBroken) throw lost();
    try {
      return await line.trip(async () => Reflect.apply(client.query, client, args) as unknown);
    } catch (error) {
      if (line.isHit && error instanceof Error && error.message === lost().message) isBroken = true;
      throw error;
    }
  });
}

function mortalProvider(provider: ScriptedProvider, script: Script, line: Line): PaymentProvider {
  const refused: CheckoutAnswer = { outcome: "refused", reason: "the store is closed" };
  return {
    name: provider.name,
    methods: provider.methods,
    pageOrigins: provider.pageOrigins,
    readNotice: (request) => provider.readNotice(request),
    startCheckout: async (request) => {
      line.requireLife();
      if (script.opening === "unknown") provider.willOpen("unknown");
      if (script.opening === "refused") provider.willOpen(refused);
      return provider.startCheckout(request);
    },
    askPayment: async (question) => {
      line.requireLife();
      return provider.askPayment(question);
    },
    refund: async (request) => {
      line.requireLife();
      // An order that it has taken, it knows again; only a new one can be refused.
      const isNew = !provider.refunds.has(providerRefundIdOf(request.reference));
      if (isNew && script.refunding !== undefined) provider.willRefund(script.refunding);
      return provider.refund(request);
    },
    askRefund: async (question) => {
      line.requireLife();
      return provider.askRefund(question);
    },
  };
}

/** How the scripted provider names an order of ours. */
const providerRefundIdOf = (reference: string): string => `refund-${reference}`;
export const refundAtProvider = (refundId: string): string => providerRefundIdOf(referenceOf(refundId));

/** The same object with one member replaced; methods keep their own `this`. */
function replacing<T extends object>(target: T, name: keyof T, replacement: unknown): T {
  return new Proxy(target, {
    get: (object, property) => {
      if (property === name) return replacement;
      const value: unknown = Reflect.get(object, property, object);
      return typeof value === "function" ? (value.bind(object) as unknown) : value;
    },
  });
}
