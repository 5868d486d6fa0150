import * as z from "zod";
import { insertDelivery, recordTry, type TryResult } from "../books/deliveries.ts";
import { findSession, type Session } from "../books/sessions.ts";
import { listOfSession } from "../books/transactions.ts";
import { json, type Answer } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { HttpError } from "../http/http-error.ts";
import { postForm } from "../ipn/post-form.ts";
import { signedFields } from "../ipn/enqueue-ipn.ts";
import type { World } from "../world.ts";
import { IPN_MODES, letterFor, type Letter, type Subject } from "./forgeries.ts";
import { readInput, zTranId, zWebAddress } from "./input.ts";

/** Twenty in parallel is the usual trial; more than this is a load test, for which there are tools. */
const COPIES_MAX = 200;

/** An oversized body is kept by its beginning. */
const BODY_CHARACTERS_KEPT_MAX = 8_000;

const zSend = z.strictObject({
  tranId: zTranId,
  mode: z.enum(IPN_MODES),
  copies: z.int().min(1).max(COPIES_MAX).default(1),
  /** All at once, or one after the other. */
  parallel: z.boolean().default(false),
  /** Instead of the session's own address. */
  url: zWebAddress.optional(),
  /** For `other_val_id`. */
  otherTranId: zTranId.optional(),
});

/** Sends one notification now, past the queue and its faults, and gives back what the shop answered. */
export async function sendIpnByControl(world: World, call: Call): Promise<Answer> {
  const input = await readInput(call, zSend);
  const session = findSession(world.books, input.tranId);
  if (session === null) throw new HttpError(404, "no_session", `No session was opened for ${input.tranId}.`);
  const url = input.url ?? session.ipnUrl;
  if (url === "")
    throw new HttpError(409, "no_ipn_url", "The shop gave no address for notifications; pass `url`.");
  const letter = letterFor(input.mode, subjectOf(world, session, input.otherTranId));
  if (letter === null) {
    throw new HttpError(
      409,
      "nothing_to_send",
      "Nothing was tried yet, or there is no other success to point to.",
    );
  }
  const answers = await sendAll(world, { url, letter, copies: input.copies, isParallel: input.parallel });
  const deliveryId = keep(world, { kind: input.mode, tranId: session.tranId, url, letter, answers });
  return json({ deliveryId, answers });
}

function subjectOf(world: World, session: Session, otherTranId: string | undefined): Subject {
  const tries = listOfSession(world.books, session.id);
  const other = otherTranId === undefined ? null : findSession(world.books, otherTranId);
  const otherTries = other === null ? [] : listOfSession(world.books, other.id);
  return {
    session,
    about: tries.find(({ status }) => status === "VALID") ?? tries.at(-1) ?? null,
    otherValId: otherTries.find(({ status }) => status === "VALID")?.valId ?? null,
    storePassword: world.settings.storePassword,
  };
}

type Sending = {
  readonly url: string;
  readonly letter: Letter;
  readonly copies: number;
  readonly isParallel: boolean;
};

async function sendAll(world: World, { url, letter, copies, isParallel }: Sending): Promise<TryResult[]> {
  const send = () => postForm({ url, ...letter }, { now: world.now, stopping: world.stopping });
  if (isParallel) return Promise.all(Array.from({ length: copies }, send));
  const answers: TryResult[] = [];
  // One after the other is what was asked for.
  for (let copy = 0; copy < copies; copy += 1) answers.push(await send());
  return answers;
}

type Sent = { kind: string; tranId: string; url: string; letter: Letter; answers: readonly TryResult[] };

function keep(world: World, { kind, tranId, url, letter, answers }: Sent): number {
  const createdAt = world.now();
  const body = letter.body.slice(0, BODY_CHARACTERS_KEPT_MAX).toWellFormed();
  return world.books.transact(() => {
    const id = insertDelivery(world.books, {
      kind,
      tranId,
      url,
      body,
      state: "sent",
      nextAt: null,
      createdAt,
    });
    for (const answer of answers) recordTry(world.books, id, answer, { state: "sent", nextAt: null });
    return id;
  });
}

const zReturn = z.strictObject({ tranId: zTranId });

/** The fields that the donor's browser would post, for tests that come back without a browser. */
export async function readReturn(world: World, call: Call): Promise<Answer> {
  const { tranId } = await readInput(call, zReturn);
  const session = findSession(world.books, tranId);
  const about = session === null ? null : subjectOf(world, session, undefined).about;
  if (session === null || about === null)
    throw new HttpError(404, "nothing_tried", `Nothing was tried for ${tranId}.`);
  const { successUrl, failUrl, cancelUrl } = session;
  return json({ successUrl, failUrl, cancelUrl, fields: signedFields(world, session, about) });
}
