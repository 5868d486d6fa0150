import * as z from "zod";
import { REFUND_KINDS } from "../../packages/domain/src/refund/index.ts";
import { keyOf } from "./key.ts";

const zReview = z.strictObject({ after: z.string().optional() });
const zShow = z.strictObject({ case: z.uuid() });
const zAccept = z.strictObject({ case: z.uuid(), reason: z.string(), by: z.string().optional() });
const zRefund = z.strictObject({
  case: z.uuid(),
  amount: z.string(),
  kind: z.enum(REFUND_KINDS),
  reason: z.string(),
  by: z.string().optional(),
  key: z.string().optional(),
});

/** What a person wants with money that waits for a decision. */
export type CaseCommand =
  | { readonly verb: "show-case"; readonly caseId: string }
  | { readonly verb: "review"; readonly after: string | undefined }
  /** `by` is undefined when the person did not say who they are. */
  | {
      readonly verb: "accept";
      readonly caseId: string;
      readonly reason: string;
      readonly by: string | undefined;
    }
  | {
      readonly verb: "refund-case";
      readonly caseId: string;
      readonly amount: string;
      readonly kind: (typeof REFUND_KINDS)[number];
      readonly reason: string;
      readonly by: string | undefined;
      readonly key: string;
    };

const VERBS: readonly string[] = [
  "review",
  "show-case",
  "accept",
  "refund-case",
] satisfies CaseCommand["verb"][];

export const isAboutCases = (command: { readonly verb: string }): command is CaseCommand =>
  VERBS.includes(command.verb);

/** Null when it is no command about cases. */
export function caseCommandOf(verb: string | undefined, values: unknown): CaseCommand | null {
  if (verb === "review") {
    const { data } = zReview.safeParse(values);
    return data === undefined ? null : { verb, after: data.after };
  }
  if (verb === "show") {
    const { data } = zShow.safeParse(values);
    return data === undefined ? null : { verb: "show-case", caseId: data.case };
  }
  if (verb === "accept") {
    const { data } = zAccept.safeParse(values);
    return data === undefined ? null : { verb, caseId: data.case, reason: data.reason, by: data.by };
  }
  const { data } = zRefund.safeParse(values);
  if (verb !== "refund" || data === undefined) return null;
  const { case: caseId, by, key, ...order } = data;
  return { verb: "refund-case", caseId, by, ...order, key: key ?? keyOf({ caseId, ...order }) };
}
