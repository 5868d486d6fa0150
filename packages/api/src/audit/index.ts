export { appendAudit, type AuditContext, type Audited, moneyFacts } from "./append-audit.ts";
export { noteDenial, recordingRefusals, type Tried } from "./refusal.ts";
export { tellAuditHead } from "./tell-head.ts";
export { askedFor, wordsOf } from "./words.ts";
export { type ChainDefect, type ChainVerdict, verifyChain } from "./verify-chain.ts";
