import type { ESTree } from "@oxlint/plugins";

/** Stands for a step that is only known at run time, as in `providers[name]`. */
const UNKNOWN_STEP = "?";

/**
 * The names along a chain of members and calls, root first: `(await ctx.providers.get(x))?.charge()` reads
 * `ctx providers get charge`. Brackets, casts, spreads, `await` and `?.` do not change what is reached, so they vanish.
 */
export function memberPath(node: ESTree.Node): readonly string[] {
  if (node.type === "Identifier") return [node.name];
  if (node.type === "ThisExpression") return ["this"];
  const inner = stepInward(node);
  if (inner === null) return [UNKNOWN_STEP];
  const path = memberPath(inner);
  return node.type === "MemberExpression" ? [...path, propertyName(node)] : path;
}

/** The identifier at the very start of a chain, or null when the chain starts with something else. */
export function rootOf(node: ESTree.Node): (ESTree.Node & { name: string }) | null {
  if (node.type === "Identifier") return node;
  const inner = stepInward(node);
  return inner === null ? null : rootOf(inner);
}

function stepInward(node: ESTree.Node): ESTree.Node | null {
  if (node.type === "MemberExpression") return node.object;
  if (node.type === "CallExpression") return node.callee;
  if (node.type === "AwaitExpression") return node.argument;
  if (node.type === "ArrayExpression") return onlySpread(node);
  const isWrapper =
    node.type === "ChainExpression" ||
    node.type === "ParenthesizedExpression" ||
    node.type === "TSAsExpression" ||
    node.type === "TSNonNullExpression" ||
    node.type === "TSSatisfiesExpression";
  return isWrapper ? node.expression : null;
}

/** `[...providers.values()]` holds what `providers` holds. */
function onlySpread({ elements }: ESTree.ArrayExpression): ESTree.Node | null {
  const [only] = elements;
  return elements.length === 1 && only?.type === "SpreadElement" ? only.argument : null;
}

function propertyName(node: ESTree.MemberExpression): string {
  const { property } = node;
  if (property.type === "Literal" && typeof property.value === "string") return property.value;
  if (property.type === "Identifier" && !node.computed) return property.name;
  return UNKNOWN_STEP;
}
