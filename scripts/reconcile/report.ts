import type { Reconciled } from "../../packages/api/src/reconciliation/index.ts";
import { isCurrency, money, toDecimal } from "../../packages/domain/src/money/index.ts";
import { FINDING_KINDS, type FindingKind } from "../../packages/domain/src/reconciliation/index.ts";
import { assert } from "../../packages/domain/src/shared/index.ts";

type Finding = Reconciled["findings"][number];

const TITLES: Readonly<Record<FindingKind, string>> = {
  missing_here: "Missing here: the provider has it, we have not",
  missing_there: "Missing there: we have it, the provider does not list it",
  amount_differs: "The amount differs",
  duplicate: "Paid twice",
};

/** For people: what differs, kind by kind, with the cause and what came of it or what may be done. */
export function linesOf(done: Reconciled, shown: string): string {
  const groups = FINDING_KINDS.flatMap((kind) => groupOf(kind, done));
  return [...groups, summaryOf(done, shown)].join("\n");
}

function groupOf(kind: FindingKind, { findings }: Reconciled): readonly string[] {
  const rows = findings.filter((finding) => finding.kind === kind);
  if (rows.length === 0) return [];
  return [`${TITLES[kind]} (${rows.length})`, ...rows.flatMap(findingLines), ""];
}

function findingLines(finding: Finding): readonly string[] {
  const { providerPaymentId, reference, cause, outcome, closedAt, repair, id, foundAt } = finding;
  const ours = moneyOf(finding.oursMinor, finding.oursCurrency);
  const theirs = moneyOf(finding.theirsMinor, finding.theirsCurrency);
  const state =
    closedAt !== null
      ? [`     settled: ${outcome}`]
      : [...(outcome === null ? [] : [`     tried: ${outcome}`]), `     to do: ${repair}`];
  return [
    `  ${reference}  ${providerPaymentId}  ours ${ours}, theirs ${theirs}`,
    `     cause: ${cause}`,
    ...state,
    `     finding ${id}, since ${foundAt.toISOString()}`,
  ];
}

function moneyOf(minor: bigint | null, currency: string | null): string {
  if (minor === null || currency === null) return "nothing";
  assert(isCurrency(currency), `${currency} is a currency`);
  return `${toDecimal(money(minor, currency))} ${currency}`;
}

function summaryOf(done: Reconciled, shown: string): string {
  const { isDry, asked, silent, found, repaired, error } = done;
  const open = openOf(done).length;
  const told = silent === 0 ? "" : `, ${silent} not answered`;
  const counts = `${asked} questions asked${told}; ${found} found, ${repaired} repaired, ${open} open, in ${shown}`;
  if (error !== null) return `NOT FINISHED: ${error}\n${counts}`;
  if (isDry && open > 0)
    return `${counts}\nA dry run: nothing was changed. Without --dry-run it posts what the provider confirms.`;
  return open > 0
    ? `${counts}\nWhat is open is for people: docs/reconciliation.md says how.`
    : `The books agree: ${counts}`;
}

const openOf = ({ findings }: Reconciled): readonly Finding[] =>
  findings.filter(({ closedAt }) => closedAt === null);

/** 0: the books agree, or all of it is repaired. 1: the run did not come to its end. 2: something is left for people. */
export function exitCodeOf(done: Reconciled): 0 | 1 | 2 {
  if (done.error !== null) return 1;
  return openOf(done).length > 0 || done.silent > 0 ? 2 : 0;
}
