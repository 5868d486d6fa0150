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
  const { last, defect, isToldSeen } = await walk(ctx, head, told);
  return { entries: last.seq, head, defect: defect ?? defectOfEnd(last, head, isToldSeen ? null : told) };
}

type Walked = { readonly last: AuditHead; readonly defect: ChainDefect | null; readonly isToldSeen: boolean };

/** From the first entry to the head, or to the first that is wrong. */
async function walk({ db }: Pick<Context, "db">, head: AuditHead, told: AuditHead | null): Promise<Walked> {
  let last: AuditHead = { seq: 0n, hash: CHAIN_BEGINS };
  let isToldSeen = isSame(told, last);
  for (;;) {
    const page = await readAuditChain(db, { after: last.seq, upTo: head.seq, limit: PAGE_SIZE });
    for (const entry of page) {
      const defect = defectOf(entry, last);
      if (defect !== null) return { last, defect, isToldSeen };
      last = entry;
      isToldSeen ||= isSame(told, entry);
    }
    if (page.length < PAGE_SIZE) return { last, defect: null, isToldSeen };
  }
}

function defectOfEnd(last: AuditHead, head: AuditHead, unseen: AuditHead | null): ChainDefect | null {
  if (!isSame(last, head)) return { what: "head_differs", seq: last.seq };
  return unseen === null ? null : { what: "told_head_differs", seq: unseen.seq };
}

function defectOf(entry: StoredAuditEntry, before: AuditHead): ChainDefect | null {
  const due = before.seq + 1n;
  if (entry.seq !== due) return { what: "missing", seq: due };
  if (entry.prevHash !== before.hash) return { what: "does_not_follow", seq: due };
  const hash = createHash("sha256").update(canonicalEntry(entry), "utf8").digest("hex");
  return hash === entry.hash ? null : { what: "changed", seq: due };
}

const isSame = (a: AuditHead | null, b: AuditHead): boolean => a?.seq === b.seq && a.hash === b.hash;
