export { checkInvariants, describeViolations, violated } from "./check-invariants.ts";
export {
  type Invariant,
  INVARIANT_KINDS,
  InvariantFileError,
  type InvariantKind,
  parseInvariant,
} from "./invariant.ts";
export { type Connection, InvariantNotJudgedError, judge, type Verdict } from "./judge.ts";
export { judgeAtOnce, openQuickJudge, type QuickJudge } from "./judge-at-once.ts";
export { INVARIANTS_FOLDER, readInvariants } from "./read-invariants.ts";
