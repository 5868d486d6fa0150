export { appendAudit, type AuditContext, type Audited, moneyFacts } from "./append-audit.ts";
export { tellAuditHead } from "./tell-head.ts";
export { type ChainDefect, type ChainVerdict, verifyChain } from "./verify-chain.ts";
