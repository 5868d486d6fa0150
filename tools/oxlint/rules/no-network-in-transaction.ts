import type { Context, ESTree, Rule } from "@oxlint/plugins";
import { memberPath } from "../member-path.ts";
import { type FunctionNode, isFunction, isOutsideCall, resolve } from "../outside-call.ts";

const OPENS_TRANSACTION: ReadonlySet<string> = new Set(["withTransaction", "$transaction"]);

/**
 * A transaction that waits for a provider holds its row locks and its connection for as long as the provider
 * likes, and when it rolls back, what the provider did stays done. Follows calls to functions of the same file;
 * a verb of another file that goes outside must not be called inside a transaction either, and that is for the
 * reader to see.
 */
export const noNetworkInTransaction: Rule = {
  meta: {
    type: "problem",
    messages: {
      outside:
        "No network inside a transaction: call `{{name}}` before or after withTransaction, and write its answer in a transaction of its own.",
    },
  },
  create(context) {
    const calls: ESTree.CallExpression[] = [];
    return {
      CallExpression(node) {
        calls.push(node);
      },
      "Program:exit"() {
        const bodies = transactionBodies(context, calls);
        if (bodies.size === 0) return;
        for (const node of outsideCalls(context, calls))
          if (isInside(node, bodies))
            context.report({ node, messageId: "outside", data: { name: memberPath(node.callee).join(".") } });
      },
    };
  },
};

/** The functions given to a call that opens a transaction, written in place or named. */
function transactionBodies(
  context: Context,
  calls: readonly ESTree.CallExpression[],
): ReadonlySet<FunctionNode> {
  const bodies = new Set<FunctionNode>();
  for (const call of calls) {
    if (!OPENS_TRANSACTION.has(memberPath(call.callee).at(-1) ?? "")) continue;
    for (const argument of call.arguments) {
      const body = isFunction(argument) ? argument : functionCalled(context, argument);
      if (body !== null) bodies.add(body);
    }
  }
  return bodies;
}

/** Calls that go outside, and calls of this file's functions that end up there. */
function outsideCalls(
  context: Context,
  calls: readonly ESTree.CallExpression[],
): ReadonlySet<ESTree.CallExpression> {
  const outside = new Set(calls.filter((call) => isOutsideCall(context, call)));
  const reaching = new Set<FunctionNode>();
  let known = -1;
  while (known !== reaching.size + outside.size) {
    known = reaching.size + outside.size;
    for (const call of outside) for (const body of enclosing(call)) reaching.add(body);
    for (const call of calls) {
      const called = functionCalled(context, call.callee);
      if (called !== null && reaching.has(called)) outside.add(call);
    }
  }
  return outside;
}

function functionCalled(context: Context, callee: ESTree.Node): FunctionNode | null {
  if (callee.type !== "Identifier") return null;
  for (const { node } of resolve(context, callee)?.defs ?? []) {
    if (node.type === "FunctionDeclaration") return node;
    if (node.type === "VariableDeclarator" && node.init !== null && isFunction(node.init)) return node.init;
  }
  return null;
}

function* enclosing(node: ESTree.Node): Generator<FunctionNode> {
  for (let at: ESTree.Node | null = node.parent; at !== null; at = at.parent) if (isFunction(at)) yield at;
}

function isInside(node: ESTree.Node, bodies: ReadonlySet<FunctionNode>): boolean {
  for (const body of enclosing(node)) if (bodies.has(body)) return true;
  return false;
}
