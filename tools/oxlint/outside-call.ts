import type { Context, ESTree, Scope, Variable } from "@oxlint/plugins";
import { memberPath, rootOf } from "./member-path.ts";

/** Names under which adapters of the outside world travel: `ctx.providers`, `paymentProviders`, `provider`. */
const IS_OUTSIDE = /^(?:provider|[a-z]\w*Provider|(?:[a-z]\w*P|p)roviders|channels|mailer)$/;
/** Methods of the ports themselves: whatever the object is called, these leave the machine. */
export const PORT_METHODS: ReadonlySet<string> = new Set([
  "startCheckout",
  "askPayment",
  "refund",
  "askRefund",
  "fetch",
]);
/** A chain of names this long is a puzzle for the reader too; it also ends a circular definition. */
const ALIAS_DEPTH_MAX = 8;

/** Whether a call reaches a provider or the network, directly or through names that stand for one. */
export function isOutsideCall(context: Context, call: ESTree.CallExpression): boolean {
  const path = memberPath(call.callee);
  const method = path.at(-1) ?? "";
  if (PORT_METHODS.has(method)) return true;
  // `provider.trim()` and `providers.map(…)` work on a name or a list: nothing leaves the machine.
  if (path.length > 1 && isMethodOfTextOrList(method)) return false;
  return standsForOutside(context, call.callee, 0);
}

const isMethodOfTextOrList = (name: string): boolean => name in String.prototype || name in Array.prototype;

function standsForOutside(context: Context, node: ESTree.Node, depth: number): boolean {
  if (depth > ALIAS_DEPTH_MAX) return false;
  if (memberPath(node).some((name) => IS_OUTSIDE.test(name))) return true;
  const root = rootOf(node);
  const variable = root === null ? null : resolve(context, root);
  return (
    variable?.defs.some((definition) => definesOutside(context, variable.name, definition.node, depth)) ??
    false
  );
}

function definesOutside(context: Context, name: string, node: ESTree.Node, depth: number): boolean {
  if (
    node.type === "ImportSpecifier" ||
    node.type === "ImportNamespaceSpecifier" ||
    node.type === "ImportDefaultSpecifier"
  )
    return comesFromProviders(node.parent);
  if (node.type === "VariableDeclarator")
    return isTakenFromOutside(node.id, name) || isMadeFromOutside(context, node, depth);
  if (isFunction(node))
    return (
      node.params.some((parameter) => isTakenFromOutside(parameter, name)) ||
      isCallbackOfOutside(context, node, depth)
    );
  return false;
}

const comesFromProviders = (node: ESTree.Node | null): boolean =>
  node?.type === "ImportDeclaration" && /^@careforall\/providers(?:\/|$)/.test(node.source.value);

/** `const { providers: outside } = ctx`: the key tells what the new name stands for. */
function isTakenFromOutside(pattern: ESTree.Node, name: string): boolean {
  if (pattern.type !== "ObjectPattern") return false;
  return pattern.properties.some(
    (property) =>
      property.type === "Property" &&
      property.key.type === "Identifier" &&
      IS_OUTSIDE.test(property.key.name) &&
      property.value.type === "Identifier" &&
      property.value.name === name,
  );
}

/** `const stripe = ctx.providers.stripe`, `const it = pick(ctx.providers, name)`, `for (const it of providers)`. */
function isMadeFromOutside(context: Context, node: ESTree.VariableDeclarator, depth: number): boolean {
  const loop = node.parent.parent;
  const source = loop?.type === "ForOfStatement" && loop.left === node.parent ? loop.right : node.init;
  if (source === null) return false;
  if (standsForOutside(context, source, depth + 1)) return true;
  const call = source.type === "AwaitExpression" ? source.argument : source;
  return (
    call.type === "CallExpression" &&
    call.arguments.some((argument) => standsForOutside(context, argument, depth + 1))
  );
}

/** `providers.map((it) => it.charge())`: the parameter is one of them. */
function isCallbackOfOutside(context: Context, node: ESTree.Node, depth: number): boolean {
  const call = node.parent;
  return (
    call?.type === "CallExpression" &&
    call.callee !== node &&
    standsForOutside(context, call.callee, depth + 1)
  );
}

export type FunctionNode = ESTree.Function | ESTree.ArrowFunctionExpression;

export const isFunction = (node: ESTree.Node): node is FunctionNode =>
  node.type === "FunctionDeclaration" ||
  node.type === "FunctionExpression" ||
  node.type === "ArrowFunctionExpression";

export function resolve(context: Context, identifier: ESTree.Node & { name: string }): Variable | null {
  let scope: Scope | null = context.sourceCode.getScope(identifier);
  while (scope !== null) {
    const variable = scope.set.get(identifier.name);
    if (variable !== undefined) return variable;
    scope = scope.upper;
  }
  return null;
}
