import { OWN_RULES } from "./planted-own.ts";
import { LAYER_SINS } from "./planted-layers.ts";
import { LAWS } from "./planted-laws.ts";
import { TRANSACTION_SINS } from "./planted-transactions.ts";

/** Files by their path in the tree; `sin` breaks `rule` and no other, `clean` says the same thing lawfully. */
export type Planted = {
  readonly name: string;
  /** As oxlint prints it: `plugin(rule)`. */
  readonly rule: string;
  readonly sin: Readonly<Record<string, string>>;
  readonly clean: Readonly<Record<string, string>>;
};

export const PLANTED: readonly Planted[] = [...TRANSACTION_SINS, ...OWN_RULES, ...LAYER_SINS, ...LAWS];
