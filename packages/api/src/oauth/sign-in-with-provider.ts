import {
  findForSignIn,
  findIdentityOwner,
  insertIdentity,
  insertUser,
  lockUser,
  type LockedUser,
  noteIdentityUsed,
} from "@careforall/db/account";
import { type Tx, withTransaction } from "@careforall/db/client";
import {
  type Arrival,
  judgeArrival,
  type ProvenIdentity,
  zAccountEmail,
  zPersonName,
} from "@careforall/domain/account";
import { AppError, type Locale } from "@careforall/domain/shared";
import { beginSession, type Begun, type DeviceHint, noteVerified, TIME_ZONE } from "../account/index.ts";
import type { Context } from "../context/index.ts";
import { type ProviderReturn, readReturn } from "./read-return.ts";

/**
 * Opens a session, or half of one when a second factor is to come, for whoever came back from the provider. An identity
 * that is linked opens its account; another one gets an account of its own if the provider vouches for its address and
 * nobody here has it. Refuses (422) as `readReturn`, and with `account.provider_blocked`,
 * `account.provider_unverified` or `account.provider_address_taken`.
 */
export async function signInWithProvider(
  ctx: Context,
  input: ProviderReturn & { readonly locale: Locale },
  device: DeviceHint,
): Promise<Begun> {
  const { locale, ...returned } = input;
  const { identity } = await readReturn(ctx, returned, "provider_sign_in", null);
  const begun = await withTransaction(
    ctx.db,
    async (tx) => {
      const userId = await enter(ctx, tx, identity, locale);
      await noteIdentityUsed(tx, identity);
      return beginSession(ctx, tx, { userId, device, isByProvider: true });
    },
    { at: ctx.at },
  );
  ctx.wake("outbox");
  return begun;
}

/** Whose account is opened: one that is there, or one that is made now. */
async function enter(ctx: Context, tx: Tx, identity: ProvenIdentity, locale: Locale): Promise<string> {
  const email = addressOf(identity);
  const owner = await lockOwner(tx, identity);
  const isAddressTaken = email === null ? null : (await findForSignIn(tx, email)) !== null;
  const arrival = judgeArrival({ owner, isAddressTaken });
  if (arrival === "enter" && owner !== null) return owner.id;
  if (arrival === "taken") return enterAfterAll(tx, identity);
  if (arrival !== "make" || email === null) throw refusalOf(arrival);
  const id = ctx.newId();
  const name = nameOf(identity, email);
  const isNew = await insertUser(tx, { id, email, passwordHash: null, name, locale, timeZone: TIME_ZONE });
  if (!isNew) return enterAfterAll(tx, identity);
  if (!(await insertIdentity(tx, { id: ctx.newId(), userId: id, ...keyOf(identity) })))
    throw refusalOf("taken");
  await noteVerified(ctx, tx, id, "sign_in_provider");
  return id;
}

/** Of two first sign-ins at once the second may find its address taken by the first: then the identity is linked by now. */
async function enterAfterAll(tx: Tx, identity: ProvenIdentity): Promise<string> {
  const owner = await lockOwner(tx, identity);
  const arrival = judgeArrival({ owner, isAddressTaken: true });
  if (arrival !== "enter" || owner === null) throw refusalOf(arrival);
  return owner.id;
}

/** Locked, and asked again: the link may have been taken away meanwhile. */
async function lockOwner(tx: Tx, identity: ProvenIdentity): Promise<LockedUser | null> {
  const id = await findIdentityOwner(tx, identity);
  if (id === null) return null;
  const owner = await lockUser(tx, { id });
  return (await findIdentityOwner(tx, identity)) === id ? owner : null;
}

export const keyOf = ({ issuer, subject }: ProvenIdentity) => ({ issuer, subject });

/** In our spelling; null unless the provider says that it is the person's. */
function addressOf({ email, isEmailVerified }: ProvenIdentity): string | null {
  if (!isEmailVerified) return null;
  const address = zAccountEmail.safeParse(email);
  return address.success ? address.data : null;
}

/** As the provider says, if one may be called so here; else the address until its @. Its owner may change it. */
function nameOf({ name }: ProvenIdentity, email: string): string {
  const said = zPersonName.safeParse(name);
  return said.success ? said.data : (email.split("@")[0] ?? email);
}

const WORDS = {
  blocked: ["account.provider_blocked", "This account cannot be signed in to."],
  unverified: ["account.provider_unverified", "The provider does not say that this address is yours."],
  taken: ["account.provider_address_taken", "This address has an account: sign in to it first, then link."],
} as const;

function refusalOf(arrival: Arrival): AppError {
  const [code, message] = WORDS[arrival === "enter" || arrival === "make" ? "taken" : arrival];
  return new AppError("refused", code, message);
}
