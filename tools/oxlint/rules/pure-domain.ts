import type { Context, ESTree, Reference, Rule } from "@oxlint/plugins";
import { memberPath } from "../member-path.ts";

/** Clocks, chance, the network, the process. Each with what to do instead. */
const IMPURE: ReadonlyMap<string, string> = new Map([
  ["Date", "take the time as a parameter; the caller reads it once, from the database"],
  ["performance", "take the time as a parameter"],
  ["setTimeout", "return when it is due and let the worker wait"],
  ["setInterval", "return when it is due and let the worker wait"],
  ["setImmediate", "return the decision and let the caller act"],
  ["queueMicrotask", "return the decision and let the caller act"],
  ["fetch", "declare a port and let an adapter in packages/providers do it"],
  ["crypto", "take ids and random values as parameters"],
  ["process", "take settings as parameters"],
  ["console", "return the fact and let the caller log it"],
  ["globalThis", "take what you need as a parameter"],
  ["window", "take what you need as a parameter"],
  ["require", "import zod or a file of the domain"],
]);
const IMPURE_MEMBERS: ReadonlyMap<string, string> = new Map([
  ["Math.random", "take random values as parameters"],
  ["Temporal.Now", "take the time as a parameter"],
]);
const isInsideDomain = (source: string): boolean => source.startsWith("./") || source.startsWith("../");

/**
 * A decision of the domain depends on its arguments alone, so it can be replayed, tested in microseconds and
 * proven with random inputs. `Date` may stand as a type. Options: `[{ packages }]`, what may be imported.
 */
export const pureDomain: Rule = {
  meta: {
    type: "problem",
    messages: {
      impure: "The domain is pure: no `{{name}}` here; {{instead}}.",
      import: "The domain imports {{packages}} and its own files by relative path, not `{{source}}`.",
    },
    schema: [
      {
        type: "object",
        properties: { packages: { type: "array", items: { type: "string" } } },
        required: ["packages"],
        additionalProperties: false,
      },
    ],
  },
  create(context) {
    const packages = allowedPackages(context);
    const judge = (node: ESTree.Node, source: unknown): void => {
      if (typeof source !== "string" || isInsideDomain(source)) return;
      if (packages.some((allowed) => source === allowed || source.startsWith(`${allowed}/`))) return;
      context.report({ node, messageId: "import", data: { source, packages: packages.join(", ") } });
    };
    return {
      "Program:exit"() {
        for (const identifier of globalsUsed(context)) {
          const instead = IMPURE.get(identifier.name);
          if (instead !== undefined && !isTypePosition(identifier))
            context.report({
              node: identifier,
              messageId: "impure",
              data: { name: identifier.name, instead },
            });
        }
      },
      MemberExpression(node) {
        const name = memberPath(node).join(".");
        const instead = IMPURE_MEMBERS.get(name);
        if (instead !== undefined) context.report({ node, messageId: "impure", data: { name, instead } });
      },
      ImportDeclaration: (node) => judge(node, node.source.value),
      ExportNamedDeclaration: (node) => judge(node, node.source?.value),
      ExportAllDeclaration: (node) => judge(node, node.source.value),
      ImportExpression: (node) =>
        judge(node, node.source.type === "Literal" ? node.source.value : "import(…)"),
    };
  },
};

function allowedPackages(context: Context): readonly string[] {
  const [option] = context.options;
  if (typeof option !== "object" || option === null || !("packages" in option)) return [];
  const { packages } = option;
  return Array.isArray(packages) ? packages.filter((name) => typeof name === "string") : [];
}

/** Names that no line of the file defines: those the linter knows (`Date`) and those it does not (`fetch`). */
function globalsUsed(context: Context): readonly Reference["identifier"][] {
  const scope = context.sourceCode.scopeManager.globalScope;
  const known = (scope?.variables ?? []).filter(({ defs }) => defs.length === 0);
  const references = [...(scope?.through ?? []), ...known.flatMap((variable) => variable.references)];
  return references.map(({ identifier }) => identifier);
}

/** `at: Date` and `typeof Date` in a type are erased; only a value can read a clock. */
function isTypePosition(identifier: ESTree.Node): boolean {
  const parent = identifier.parent;
  return parent !== null && parent.type.startsWith("TS") && !/Expression$|Assertion$/.test(parent.type);
}
