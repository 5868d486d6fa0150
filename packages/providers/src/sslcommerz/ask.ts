import type { ProviderAnswer, ProviderSignal } from "@careforall/domain/payment";
import { capturedSignal } from "./captured.ts";
import { cleanText } from "./clean-text.ts";
import { evidenceOf } from "./evidence.ts";
import type { Gateway } from "./gateway.ts";
import { outage } from "./outage.ts";
import type { SslcommerzSettings } from "./settings.ts";
import { endReasonOf, isPaid, isPending, isUnknownToGateway } from "./status.ts";
import { transactionsOf } from "./transactions.ts";
import type { TransactionWire, ValidationWire } from "./wire.ts";

/** All questions of one asking together, so that many confirmations by a slow gateway do not hold a worker. */
const ASKING_TIMEOUT_MS = 30_000;

const DETAIL_CHARACTERS_MAX = 255;

type Asking = {
  readonly gateway: Gateway;
  readonly reference: string;
  readonly deadline: AbortSignal;
  /** The raw answers, in the order in which they came. */
  readonly answers: unknown[];
};

/**
 * A success counts only when the Order Validation API confirms it for this reference. With a good proof that is the
 * whole story; without one, or with somebody else's, the transaction query tells what happened under the reference.
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
  const proven = question.proofId === undefined ? null : await byProof(asking, question.proofId);
  const signals = proven === null ? await byQuery(asking) : [proven];
  return { signals, evidence: evidenceOf(asking.answers, settings.storePassword) };
}

async function byProof(asking: Asking, valId: string): Promise<ProviderSignal | null> {
  const validation = await validate(asking, valId);
  requireKnownStatus(validation);
  return isProof(asking, validation, valId) ? capturedSignal(validation, valId) : null;
}

async function byQuery(asking: Asking): Promise<ProviderSignal[]> {
  const { answer, raw } = await asking.gateway.query(asking.reference, asking.deadline);
  asking.answers.push(raw);
  answer.element.forEach(requireKnownStatus);
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
  const reason = endReasonOf(transaction.status);
  if (reason === null) return null;
  return { kind: "ended", reason, detail: cleanText(transaction.error, DETAIL_CHARACTERS_MAX) || null };
}

/** The query calls it paid; when the validation does not agree, nobody knows, and we ask again. */
async function confirmed(asking: Asking, valId: string): Promise<ProviderSignal> {
  if (valId === "") throw outage("query", "success_without_val_id", "provider.unknown_state");
  const validation = await validate(asking, valId);
  if (!isProof(asking, validation, valId))
    throw outage("validation", "not_confirmed", "provider.unknown_state");
  return capturedSignal(validation, valId);
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

/** A status that we cannot read is parked and asked again: dropping it could drop money. */
function requireKnownStatus({ status }: TransactionWire): void {
  const isKnown =
    isPaid(status) || isPending(status) || isUnknownToGateway(status) || endReasonOf(status) !== null;
  if (!isKnown) throw outage("query", "unknown_status", "provider.unknown_state");
}
