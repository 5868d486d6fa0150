import type { Rule } from "@oxlint/plugins";
import { memberPath } from "../member-path.ts";

const UNSAFE: ReadonlySet<string> = new Set(["$queryRawUnsafe", "$executeRawUnsafe"]);

/** SQL glued together from strings is how injections are made; the tagged forms send values as parameters. */
export const noUnsafeSql: Rule = {
  meta: {
    type: "problem",
    messages: {
      unsafe: "{{name}} takes any string as SQL. Use the tagged form: $queryRaw`… ${value} …`.",
    },
  },
  create(context) {
    return {
      MemberExpression(node) {
        const name = memberPath(node).at(-1) ?? "";
        if (UNSAFE.has(name)) context.report({ node, messageId: "unsafe", data: { name } });
      },
    };
  },
};
