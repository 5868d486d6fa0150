import type { ESTree, Rule } from "@oxlint/plugins";

/** What must never reach a browser: the verbs, the database, the adapters with their secrets, and Node itself. */
const SERVER_ONLY = /^(?:@careforall\/(?:api|db|providers)(?:\/|$)|node:|pg$|@prisma\/|server-only$)/;

/** One value import of these from a client file puts the whole of them, or a broken build, into the browser. */
export const clientImports: Rule = {
  meta: {
    type: "problem",
    messages: {
      server:
        "`{{source}}` stays on the server. In a client file write `import type`, or take the data as a prop from the server component above.",
    },
  },
  create(context) {
    let isClientFile = false;
    const judge = (node: ESTree.Node, source: unknown): void => {
      if (isClientFile && typeof source === "string" && SERVER_ONLY.test(source))
        context.report({ node, messageId: "server", data: { source } });
    };
    return {
      Program(node) {
        isClientFile = node.body.some(
          (statement) => statement.type === "ExpressionStatement" && statement.directive === "use client",
        );
      },
      ImportDeclaration(node) {
        if (!isTypeOnly(node)) judge(node, node.source.value);
      },
      ExportNamedDeclaration(node) {
        if (node.exportKind !== "type" && node.source !== null) judge(node, node.source.value);
      },
      ExportAllDeclaration(node) {
        if (node.exportKind !== "type") judge(node, node.source.value);
      },
      ImportExpression(node) {
        if (node.source.type === "Literal") judge(node, node.source.value);
      },
    };
  },
};

function isTypeOnly(node: ESTree.ImportDeclaration): boolean {
  if (node.importKind === "type") return true;
  return (
    node.specifiers.length > 0 &&
    node.specifiers.every(
      (specifier) => specifier.type === "ImportSpecifier" && specifier.importKind === "type",
    )
  );
}
