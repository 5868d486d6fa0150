import {
  assignToken,
  findPreviousEmail,
  lockTokenRequest,
  lockUser,
  voidToken,
} from "@careforall/db/account";
import type { Tx } from "@careforall/db/client";
import { findGuestRequest, hasGifts } from "@careforall/db/guest";
import { enqueueJobs, insertAccountMessage } from "@careforall/db/message";
import type { DueDelivery } from "@careforall/db/outbox";
import {
  accountEmailChanged,
  accountFactorChanged,
  accountLinkAsked,
  accountPasswordChanged,
  accountRegisteredAgain,
  type FactorChange,
} from "@careforall/domain/account";
import { GUEST_PURPOSES, type GuestPurpose, guestLetterAsked } from "@careforall/domain/guest";
import { isErasedAddress } from "@careforall/domain/privacy";
import type { Context } from "../context/index.ts";
import type { Apply } from "../outbox/consume.ts";
import { sendingOf } from "./prepare-receipts.ts";

/** What an account's owner may be written: a link to use, or word of what happened. */
export const ACCOUNT_TEMPLATES = [
  "verify_email",
  "reset_password",
  "change_email",
  "registered_again",
  "password_changed",
  "email_changed",
  "factor_added",
  "factor_removed",
  "recovery_code_used",
  "codes_guessed",
] as const;
export type AccountTemplate = (typeof ACCOUNT_TEMPLATES)[number];

/** What the owner is told of each change. */
const LETTER_OF: Record<FactorChange, AccountTemplate> = {
  totp_on: "factor_added",
  totp_off: "factor_removed",
  codes_renewed: "factor_added",
  code_used: "recovery_code_used",
  passkey_added: "factor_added",
  passkey_removed: "factor_removed",
  identity_linked: "factor_added",
  identity_unlinked: "factor_removed",
  guessed: "codes_guessed",
};

/** What whoever gave without an account may be written on demand, by the purpose of the request. */
export const GUEST_TEMPLATES = GUEST_PURPOSES;
export type GuestTemplate = GuestPurpose;

type Letter = {
  readonly template: AccountTemplate | GuestTemplate;
  readonly recipient: string;
  readonly locale: string;
};

/** Decides who is to be told what about an account, once per event, and queues its sending. */
export const prepareAccountMail: Apply = async (ctx, tx, deliveries) => {
  const toSend: string[] = [];
  for (const delivery of deliveries) {
    const letter = await letterOf(tx, delivery);
    const id = letter === null ? null : await insert(ctx, tx, delivery.eventId, letter);
    if (id !== null) toSend.push(id);
  }
  await enqueueJobs(tx, toSend.map(sendingOf));
};

async function letterOf(tx: Tx, { type, subjectId, data }: DueDelivery): Promise<Letter | null> {
  if (type === accountLinkAsked.type) return linkLetter(tx, subjectId);
  if (type === guestLetterAsked.type) return guestLetter(tx, subjectId);
  const user = await lockUser(tx, { id: subjectId });
  if (user === null || isErasedAddress(user.email)) return null;
  switch (type) {
    case accountRegisteredAgain.type:
      return {
        template: "registered_again",
        recipient: user.email,
        locale: accountRegisteredAgain.parse(data).locale,
      };
    case accountPasswordChanged.type:
      return { template: "password_changed", recipient: user.email, locale: user.locale };
    case accountEmailChanged.type: {
      const recipient = await findPreviousEmail(tx, accountEmailChanged.parse(data).requestId);
      return recipient === null ? null : { template: "email_changed", recipient, locale: user.locale };
    }
    case accountFactorChanged.type: {
      const template = LETTER_OF[accountFactorChanged.parse(data).change];
      return { template, recipient: user.email, locale: user.locale };
    }
    default:
      throw new Error(`nobody is written to about ${type}`);
  }
}

/** A link goes only to who may use it: the others' request is made worthless, and nobody hears of it. */
async function linkLetter(tx: Tx, requestId: string): Promise<Letter | null> {
  const asked = await lockTokenRequest(tx, requestId);
  if (asked === null || !asked.isOpen) return null;
  const owner = await lockUser(tx, { email: asked.email });
  const isForOwner = owner !== null && owner.status === "active" && asked.userId === null;
  const mayHave =
    asked.purpose === "change_email" ? owner === null : asked.userId === owner?.id || isForOwner;
  if (!mayHave) {
    await voidToken(tx, asked.id);
    return null;
  }
  if (isForOwner && !(await assignToken(tx, asked, owner.id))) return null;
  return { template: asked.purpose, recipient: asked.email, locale: asked.locale };
}

/** Only who has given is written to: nobody's mailbox is filled by strangers. */
async function guestLetter(tx: Tx, requestId: string): Promise<Letter | null> {
  const asked = await findGuestRequest(tx, requestId);
  if (asked === null || !(await hasGifts(tx, asked.email))) return null;
  return { template: asked.purpose, recipient: asked.email, locale: asked.locale };
}

const insert = (ctx: Context, tx: Tx, eventId: string, letter: Letter): Promise<string | null> =>
  insertAccountMessage(tx, {
    id: ctx.newId(),
    eventId,
    channel: "email",
    ...letter,
    state: ctx.isMuted === true ? "suppressed" : "queued",
    messageId: `<${letter.template}.${eventId}@${ctx.config.mailDomain}>`,
  });
