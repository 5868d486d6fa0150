import type { Planted } from "./planted.ts";
import { twins } from "./twins.ts";

const VERB = "packages/api/src/pledge";
const NETWORK = "careforall(no-network-in-transaction)";

export const TRANSACTION_SINS: readonly Planted[] = [
  twins(NETWORK, VERB, "provider-in-transaction", {
    sin: `import { withTransaction } from "@careforall/db/client";
      export const pay = (ctx: Ctx) => withTransaction(ctx.db, async () => { await ctx.providers.stripe.charge(); });
      type Ctx = { db: never; providers: { stripe: { charge(): Promise<void> } } };`,
    clean: `import { withTransaction } from "@careforall/db/client";
      export async function pay(ctx: Ctx) {
        const answer = await ctx.providers.stripe.charge();
        return withTransaction(ctx.db, async (tx) => save(tx, answer));
      }
      declare function save(tx: unknown, answer: number): Promise<void>;
      type Ctx = { db: never; providers: { stripe: { charge(): Promise<number> } } };`,
  }),
  twins(NETWORK, "apps/worker/src/payment", "fetch-in-nested-callback", {
    sin: `export const tell = (ctx: Ctx) => ctx.withTransaction(async () => {
        await Promise.all(ctx.urls.map(async (url) => { await fetch(url); }));
      });
      type Ctx = { urls: string[]; withTransaction(work: () => Promise<void>): Promise<void> };`,
    clean: `export const tell = async (ctx: Ctx) => {
        await Promise.all(ctx.urls.map(async (url) => { await fetch(url); }));
        await ctx.withTransaction(async () => undefined);
      };
      type Ctx = { urls: string[]; withTransaction(work: () => Promise<void>): Promise<void> };`,
  }),
  twins(NETWORK, VERB, "destructured-provider", {
    sin: `import { withTransaction } from "@careforall/db/client";
      export const ask = (ctx: Ctx) => {
        const { wave } = ctx.providers;
        return withTransaction(ctx.db, async () => wave.look("x"));
      };
      type Ctx = { db: never; providers: { wave: { look(id: string): Promise<void> } } };`,
    clean: `import { withTransaction } from "@careforall/db/client";
      export const ask = (ctx: Ctx) => {
        const { wave } = ctx.shelves;
        return withTransaction(ctx.db, async () => wave.look("x"));
      };
      type Ctx = { db: never; shelves: { wave: { look(id: string): Promise<void> } } };`,
  }),
  twins(NETWORK, VERB, "function-that-goes-outside", {
    sin: `import { withTransaction } from "@careforall/db/client";
      export const settle = (ctx: Ctx) => withTransaction(ctx.db, step);
      async function step() { await refund(); }
      async function refund() { await gateway.askPayment({ reference: "x" }); }
      declare const gateway: { askPayment(question: { reference: string }): Promise<void> };
      type Ctx = { db: never };`,
    clean: `import { withTransaction } from "@careforall/db/client";
      export const settle = async (ctx: Ctx) => { await refund(); return withTransaction(ctx.db, step); };
      async function step() { await Promise.resolve(); }
      async function refund() { await gateway.askPayment({ reference: "x" }); }
      declare const gateway: { askPayment(question: { reference: string }): Promise<void> };
      type Ctx = { db: never };`,
  }),
  twins(NETWORK, VERB, "picked-from-a-map", {
    sin: `import { withTransaction } from "@careforall/db/client";
      export const ask = (ctx: Ctx) => {
        const wave = [...ctx.providers.values()].find(({ name }) => name === "wave");
        return withTransaction(ctx.db, async () => wave?.look());
      };
      type Ctx = { db: never; providers: Map<string, { name: string; look(): Promise<void> }> };`,
    clean: `import { withTransaction } from "@careforall/db/client";
      export const ask = async (ctx: Ctx) => {
        const wave = [...ctx.providers.values()].find(({ name }) => name === "wave");
        await wave?.look();
        return withTransaction(ctx.db, async () => wave?.name);
      };
      type Ctx = { db: never; providers: Map<string, { name: string; look(): Promise<void> }> };`,
  }),
  twins(NETWORK, VERB, "picked-and-looped", {
    sin: `import { withTransaction } from "@careforall/db/client";
      export const all = (ctx: Ctx) => withTransaction(ctx.db, async () => {
        for (const one of ctx.providers) await one.look();
      });
      type Ctx = { db: never; providers: { look(): Promise<void> }[] };`,
    clean: `import { withTransaction } from "@careforall/db/client";
      export const all = (ctx: Ctx, provider: string) => withTransaction(ctx.db, async () => provider.trim());
      type Ctx = { db: never };`,
  }),
];
