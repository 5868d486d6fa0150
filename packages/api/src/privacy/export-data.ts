import type { Db } from "@careforall/db/client";
import { receiptNumber } from "@careforall/domain/receipt";
import { referenceOf } from "@careforall/domain/shared";
import { type Caller, requireFresh } from "../account/index.ts";
import type { Context } from "../context/index.ts";
import { readAvatar } from "../upload/index.ts";

/** More than anybody has given by hand; what is beyond is told of, not cut silently. */
const ROWS_MAX = 10_000;

/**
 * Everything that we keep about the caller and nothing about anybody else, as plain data with words for keys; amounts are
 * digits of minor units. It is read at once: a few kB for most, about 5 MB at the bound. Refuses with
 * `account.confirm_first` (403): whoever finds a browser signed in gets nothing.
 */
export async function exportData(ctx: Context, caller: Caller): Promise<PersonalData> {
  requireFresh(ctx, caller);
  const { userId } = caller;
  const user = await ctx.db.prisma.user.findUniqueOrThrow({
    where: { id: userId },
    omit: { passwordHash: true, id: true, avatarKey: true },
    include: { roles: { omit: { userId: true } } },
  });
  const proven = user.emailVerifiedAt === null ? null : user.email;
  const [picture, sessions, identities, links, gifts, messages, letters] = await Promise.all([
    readAvatar(ctx, { userId }),
    sessionsOf(ctx.db, userId),
    identitiesOf(ctx.db, userId),
    linksOf(ctx.db, userId),
    giftsOf(ctx, userId, proven),
    messagesOf(ctx.db, userId, proven),
    lettersOf(ctx.db, proven),
  ]);
  const isWhole = [sessions, links, gifts, messages, letters].every(({ length }) => length < ROWS_MAX);
  const exportedAt = (ctx.at ?? new Date()).toISOString();
  const { roles, ...profile } = user;
  return {
    exportedAt,
    isWhole,
    profile,
    picture: picture?.[256] ?? null,
    roles,
    sessions,
    identities,
    links,
    gifts,
    messages,
    letters,
  };
}

export type PersonalData = {
  readonly exportedAt: string;
  /** False when there is more than one file holds: then write to us. */
  readonly isWhole: boolean;
} & Readonly<
  Record<
    "profile" | "picture" | "roles" | "sessions" | "identities" | "links" | "gifts" | "messages" | "letters",
    unknown
  >
>;

const sessionsOf = ({ prisma }: Db, userId: string) =>
  prisma.userSession.findMany({
    where: { userId },
    omit: { id: true, userId: true },
    orderBy: { createdAt: "desc" },
    take: ROWS_MAX,
  });

/** At most one of each provider. */
const identitiesOf = ({ prisma }: Db, userId: string) =>
  prisma.userIdentity.findMany({
    where: { userId },
    omit: { id: true, userId: true },
    orderBy: { linkedAt: "desc" },
  });

const linksOf = ({ prisma }: Db, userId: string) =>
  prisma.userToken.findMany({
    where: { userId },
    omit: { id: true, userId: true, tokenHash: true },
    orderBy: { requestedAt: "desc" },
    take: ROWS_MAX,
  });

/**
 * Of the account, and those that a guest made with its proven address: they would be erased with it, too. Each with the
 * address of its page, and its receipt with that of its own.
 */
async function giftsOf({ db, config }: Context, userId: string, proven: string | null) {
  const pledges = await db.prisma.pledge.findMany({
    where: { OR: [{ userId }, ...(proven === null ? [] : [{ userId: null, donorEmail: proven }])] },
    orderBy: { createdAt: "desc" },
    take: ROWS_MAX,
    include: {
      campaign: { select: { slug: true } },
      publicGift: { select: { displayName: true, message: true, amountMinor: true, at: true } },
      receipt: {
        select: {
          year: true,
          serial: true,
          issuedAt: true,
          totalMinor: true,
          donorName: true,
          corrections: { select: { kind: true, issuedAt: true, leftMinor: true }, orderBy: { seq: "asc" } },
        },
      },
      donation: { select: { status: true, capturedAt: true, refundedMinor: true, refundedAt: true } },
      payments: {
        orderBy: { attempt: "asc" },
        select: {
          attempt: true,
          provider: true,
          method: true,
          createdAt: true,
          endReason: true,
          endDetail: true,
          capturedAt: true,
          capturedMinor: true,
          providerPaymentId: true,
          bankReference: true,
          refunds: { select: { amountMinor: true, reason: true, requestedAt: true, confirmedAt: true } },
        },
      },
    },
    omit: { userId: true, campaignId: true, keyScope: true, key: true, fulfilledBy: true },
  });
  return pledges.map(({ id, campaign, receipt, ...gift }) => {
    const page = `${config.webUrl}/${gift.locale}/gifts/${gift.token}`;
    return { reference: referenceOf(id), page, ...campaign, ...gift, receipt: receiptOf(page, receipt) };
  });
}

function receiptOf<Row extends { readonly year: number; readonly serial: number }>(
  page: string,
  receipt: Row | null,
) {
  if (receipt === null) return null;
  const { year, serial, ...rest } = receipt;
  return { number: receiptNumber({ year, serial }), page: `${page}/receipt`, ...rest };
}

async function messagesOf({ prisma }: Db, userId: string, proven: string | null) {
  const asked = await prisma.userToken.findMany({ where: { userId }, select: { id: true } });
  const subjects = [userId, ...asked.map(({ id }) => id)];
  const events = await prisma.outbox.findMany({
    where: { subjectId: { in: subjects } },
    select: { id: true },
    take: ROWS_MAX,
  });
  const pledges = await prisma.pledge.findMany({ where: { userId }, select: { id: true }, take: ROWS_MAX });
  return prisma.message.findMany({
    where: {
      OR: [
        { eventId: { in: events.map(({ id }) => id) } },
        { pledgeId: { in: pledges.map(({ id }) => id) } },
        ...(proven === null ? [] : [{ recipient: proven }]),
      ],
    },
    select: { channel: true, template: true, recipient: true, state: true, createdAt: true, sentAt: true },
    orderBy: { createdAt: "desc" },
    take: ROWS_MAX,
  });
}

const lettersOf = async ({ prisma }: Db, proven: string | null) =>
  proven === null
    ? []
    : prisma.guestRequest.findMany({
        where: { email: proven },
        select: { purpose: true, email: true, amount: true, requestedAt: true },
        orderBy: { requestedAt: "desc" },
        take: ROWS_MAX,
      });
