import type { ESTree, Rule } from "@oxlint/plugins";
import { memberPath } from "../member-path.ts";

const RAW: ReadonlySet<string> = new Set(["$queryRaw", "$executeRaw", "sql"]);
const STARTS_LIKE_SQL =
  /^\s*(?:select|insert\s+into|update|delete\s+from|with|lock\s+table|truncate|create|alter|drop|listen|notify|begin|commit|set\s+local)\b/i;

/**
 * Rows become domain types in packages/db and nowhere else, so a changed column is a change of one package.
 * Found by what is sent, because any object with a `query` method may carry a connection.
 */
export const sqlInDb: Rule = {
  meta: {
    type: "problem",
    messages: { sql: "Raw SQL lives in packages/db: write a named function there and call it." },
  },
  create(context) {
    return {
      CallExpression(node) {
        const name = memberPath(node.callee).at(-1) ?? "";
        const isQuery = name === "query" && STARTS_LIKE_SQL.test(leadingText(node.arguments[0]));
        if (RAW.has(name) || isQuery) context.report({ node, messageId: "sql" });
      },
      TaggedTemplateExpression(node) {
        if (RAW.has(memberPath(node.tag).at(-1) ?? "")) context.report({ node, messageId: "sql" });
      },
    };
  },
};

/** The beginning of the text of `query("…")`, `query(`…`)` or `query({ text: "…" })`. */
function leadingText(argument: ESTree.Node | undefined): string {
  if (argument?.type === "Literal") return String(argument.value);
  if (argument?.type === "TemplateLiteral") return argument.quasis[0]?.value.raw ?? "";
  if (argument?.type !== "ObjectExpression") return "";
  return leadingText(argument.properties.find(isTextProperty)?.value);
}

function isTextProperty(property: ESTree.ObjectPropertyKind): property is ESTree.ObjectProperty {
  return property.type === "Property" && property.key.type === "Identifier" && property.key.name === "text";
}
