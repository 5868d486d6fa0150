import type { Rule } from "@oxlint/plugins";

/** A cast through `unknown` tells the compiler to stop looking; what comes from outside is parsed instead. */
export const noDoubleCast: Rule = {
  meta: {
    type: "problem",
    messages: {
      double: "No cast through a cast: parse the value with a zod schema, or narrow it with a type guard.",
    },
  },
  create(context) {
    return {
      TSAsExpression(node) {
        if (node.expression.type === "TSAsExpression") context.report({ node, messageId: "double" });
      },
    };
  },
};
