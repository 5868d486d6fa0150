import type { ESTree, Rule } from "@oxlint/plugins";
import { memberPath } from "../member-path.ts";

const ARITHMETIC: ReadonlySet<string> = new Set(["+", "-", "*", "/", "%", "**"]);
const ARITHMETIC_ASSIGNMENT: ReadonlySet<string> = new Set(["+=", "-=", "*=", "/=", "%=", "**="]);
/** The unit is the last word of a name, in variables (`feeMinor`) and in constants (`AMOUNT_MINOR`). */
const IS_MINOR_UNITS = /Minor$|(?:^|_)MINOR$|^minor$/;

/** Money is bigint minor units. A float loses a poisha somewhere, and then the books do not balance. */
export const noFloatMoney: Rule = {
  meta: {
    type: "problem",
    messages: {
      float:
        "Money never passes through a float: {{what}} is out. Use parseMoney, formatMoney and bigint arithmetic from @careforall/domain/money.",
    },
  },
  create(context) {
    return {
      CallExpression(node) {
        const name = memberPath(node.callee).at(-1) ?? "";
        if (name === "toFixed" && node.callee.type === "MemberExpression")
          context.report({ node, messageId: "float", data: { what: "toFixed" } });
        if (name === "parseFloat") context.report({ node, messageId: "float", data: { what: "parseFloat" } });
      },
      BinaryExpression(node) {
        if (!ARITHMETIC.has(node.operator)) return;
        for (const side of [node.left, node.right])
          if (isFloatedMinor(side))
            context.report({
              node: side,
              messageId: "float",
              data: { what: "arithmetic on Number(…Minor)" },
            });
      },
      AssignmentExpression(node) {
        if (ARITHMETIC_ASSIGNMENT.has(node.operator) && isFloatedMinor(node.right))
          context.report({ node, messageId: "float", data: { what: "arithmetic on Number(…Minor)" } });
      },
    };
  },
};

function isFloatedMinor(node: ESTree.Node): boolean {
  if (node.type !== "CallExpression" || node.callee.type !== "Identifier" || node.callee.name !== "Number")
    return false;
  const [argument] = node.arguments;
  return argument !== undefined && IS_MINOR_UNITS.test(memberPath(argument).at(-1) ?? "");
}
