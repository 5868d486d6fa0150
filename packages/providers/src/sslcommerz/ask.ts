import type { ProviderAnswer, ProviderSignal } from "@careforall/domain/payment";
import { capturedSignal } from "./captured.ts";
import { cleanText } from "./clean-text.ts";
import { doubtful } from "./doubt.ts";
import { evidenceOf } from "./evidence.ts";
import type { Gateway } from "./gateway.ts";
import type { SslcommerzSettings } from "./settings.ts";
import { endReasonOf, isPaid, isPending, isUnknownToGateway } from "./status.ts";
import { transactionsOf } from "./transactions.ts";
import type { TransactionWire, ValidationWire } from "./wire.ts";

/** All questions of one asking together, so that many confirmations by a slow gateway do not hold a worker. */
const ASKING_TIMEOUT_MS = 30_000;

const DETAIL_CHARACTERS_MAX = 255;

/** The gateway's own words have fewer than twenty letters. */
const WORD_CHARACTERS_MAX = 60;

type Asking = {
  readonly gateway: Gateway;
  readonly reference: string;
  readonly deadline: AbortSignal;
  /** The raw answers, in the order in which they came. */
  readonly answers: unknown[];
};

/**
 * A success counts only when the Order Validation API confirms it for this reference. With a good proof that is the
 * whole story; without one, or with somebody else's, the transaction query tells what happened under the reference. A
 * success of that list which the validation does not confirm goes to a person; a notification that the gateway's own
 * list does not bear out does not, or whoever can send one could fill the list of what waits.
 */
export async function askPayment(
  gateway: Gateway,
  settings: Pick<SslcommerzSettings, "storePassword">,
  question: { readonly reference: string; readonly proofId?: string | undefined },
): Promise<ProviderAnswer> {
  const asking: Asking = {
    gateway,
    reference: question.reference,
    deadline: AbortSignal.timeout(ASKING_TIMEOUT_MS),
    answers: [],
  };
  const proven = question.proofId === undefined ? [] : await byProof(asking, question.proofId);
  const isWholeStory = proven.some(({ kind }) => kind === "captured");
  const signals = isWholeStory ? proven : [...proven, ...(await byQuery(asking))];
  return { signals, evidence: evidenceOf(asking.answers, settings.storePassword) };
}

/** Empty when the proof is none: then the query tells. */
async function byProof(asking: Asking, valId: string): Promise<ProviderSignal[]> {
  const validation = await validate(asking, valId);
  if (isProof(asking, validation, valId)) return [capturedSignal(validation, valId)];
  const isAboutUs = validation.tran_id === "" || validation.tran_id === asking.reference;
  return isAboutUs && !isKnownStatus(validation.status) ? [unexpected(validation)] : [];
}

async function byQuery(asking: Asking): Promise<ProviderSignal[]> {
  const { answer, raw } = await asking.gateway.query(asking.reference, asking.deadline);
  asking.answers.push(raw);
  const signals: ProviderSignal[] = [];
  for (const transaction of transactionsOf(answer, asking.reference)) {
    const signal = await signalOf(asking, transaction);
    if (signal !== null) signals.push(signal);
  }
  return signals;
}

async function signalOf(asking: Asking, transaction: TransactionWire): Promise<ProviderSignal | null> {
  if (isPaid(transaction.status)) return confirmed(asking, transaction.val_id);
  if (isPending(transaction.status)) return { kind: "pending" };
  if (isUnknownToGateway(transaction.status)) return null;
  const reason = endReasonOf(transaction.status);
  if (reason === null) return unexpected(transaction);
  return { kind: "ended", reason, detail: cleanText(transaction.error, DETAIL_CHARACTERS_MAX) || null };
}

/** The query calls it paid; when the validation does not agree, nobody knows. */
async function confirmed(asking: Asking, valId: string): Promise<ProviderSignal> {
  if (valId === "") return doubtful("no_val_id");
  const validation = await validate(asking, valId);
  return isProof(asking, validation, valId) ? capturedSignal(validation, valId) : doubtful("not_confirmed");
}

async function validate(asking: Asking, valId: string): Promise<ValidationWire> {
  const { answer, raw } = await asking.gateway.validate(valId, asking.deadline);
  asking.answers.push(raw);
  return answer;
}

const isProof = (asking: Asking, validation: ValidationWire, valId: string): boolean =>
  isPaid(validation.status) &&
  validation.tran_id === asking.reference &&
  (validation.val_id === "" || validation.val_id === valId);

const isKnownStatus = (status: string): boolean =>
  isPaid(status) || isPending(status) || isUnknownToGateway(status) || endReasonOf(status) !== null;

/** A status that we cannot read may stand for money: it goes to a person, and we ask again. */
const unexpected = ({ status }: TransactionWire): ProviderSignal => ({
  kind: "needs_review",
  word: cleanText(status, WORD_CHARACTERS_MAX) || "(no status)",
});
