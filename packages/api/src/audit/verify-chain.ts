import { createHash } from "node:crypto";
import { type AuditHead, readAuditChain, readAuditHead, type StoredAuditEntry } from "@careforall/db/audit";
import { canonicalEntry, CHAIN_BEGINS } from "@careforall/domain/audit";
import type { Context } from "../context/index.ts";

/** What is wrong with the chain; entries after the first defect are not looked at. */
export type ChainDefect = {
  readonly seq: bigint;
  readonly what: "changed" | "missing" | "does_not_follow" | "head_differs" | "told_head_differs";
};

export type ChainVerdict = {
  readonly entries: bigint;
  readonly head: AuditHead;
  readonly defect: ChainDefect | null;
};

const PAGE_SIZE = 1_000;

/**
 * Reads the whole chain and computes every hash once more, here and not in the database: a function that was replaced
 * there deceives nobody. `told` is a head that was kept outside (the worker's log tells one a day): whoever has made the
 * chain anew from some entry on cannot have made that. Entries that are appended meanwhile are left alone.
 */
export async function verifyChain(
  ctx: Pick<Context, "db">,
  told: AuditHead | null = null,
): Promise<ChainVerdict> {
  const head = await readAuditHead(ctx.db);
  let last: AuditHead = { seq: 0n, hash: CHAIN_BEGINS };
  let isToldSeen = told === null || isSame(told, last);
  const defective = (what: ChainDefect["what"], seq: bigint): ChainVerdict => ({
    entries: last.seq,
    head,
    defect: { seq, what },
  });
  for (;;) {
    const page = await readAuditChain(ctx.db, { after: last.seq, upTo: head.seq, limit: PAGE_SIZE });
    for (const entry of page) {
      const what = defectOf(entry, last);
      if (what !== null) return defective(what, what === "missing" ? last.seq + 1n : entry.seq);
      last = entry;
      isToldSeen ||= told !== null && isSame(told, entry);
    }
    if (page.length < PAGE_SIZE) break;
  }
  if (!isSame(last, head)) return defective("head_differs", last.seq);
  if (!isToldSeen) return defective("told_head_differs", told?.seq ?? 0n);
  return { entries: last.seq, head, defect: null };
}

function defectOf(entry: StoredAuditEntry, before: AuditHead): ChainDefect["what"] | null {
  if (entry.seq !== before.seq + 1n) return "missing";
  if (entry.prevHash !== before.hash) return "does_not_follow";
  const hash = createHash("sha256").update(canonicalEntry(entry), "utf8").digest("hex");
  return hash === entry.hash ? null : "changed";
}

const isSame = (a: AuditHead, b: AuditHead): boolean => a.seq === b.seq && a.hash === b.hash;
