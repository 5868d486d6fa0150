import type { Context, ESTree, Rule } from "@oxlint/plugins";
import { memberPath } from "../member-path.ts";

/** Next writes these into the code at build time: they choose a branch, they are not settings. */
const BUILD_CONSTANTS: ReadonlySet<string> = new Set(["NODE_ENV", "NEXT_RUNTIME"]);
/** Functions that turn an environment into checked settings. */
const READS_SETTINGS = /^(?:parse|read)Settings$/;

/**
 * Settings are read once, in one validated list, so that a bad value is named at start and not at two in the
 * morning. Which folders may read the environment is decided in the configuration.
 */
export const noEnv: Rule = {
  meta: {
    type: "problem",
    messages: {
      env: "Do not read the environment here: add the setting to the settings list and take it as a parameter.",
    },
  },
  create(context) {
    return {
      MemberExpression(node) {
        if (isProcessEnv(node) && !isBuildConstant(node) && !isHandedToSettings(node))
          context.report({ node, messageId: "env" });
      },
      VariableDeclarator(node) {
        if (node.init?.type === "Identifier" && node.init.name === "process") reportEnvKeys(context, node.id);
      },
      ImportDeclaration(node) {
        if (node.source.value !== "node:process" && node.source.value !== "process") return;
        const names = node.specifiers.map((specifier) =>
          specifier.type === "ImportSpecifier" && specifier.imported.type === "Identifier"
            ? specifier.imported.name
            : "",
        );
        if (names.includes("env")) context.report({ node, messageId: "env" });
      },
    };
  },
};

function isProcessEnv(node: ESTree.MemberExpression): boolean {
  const path = memberPath(node).join(".");
  return path === "process.env" || path === "globalThis.process.env";
}

function isBuildConstant(env: ESTree.MemberExpression): boolean {
  const { parent } = env;
  if (parent.type !== "MemberExpression" || parent.object !== env) return false;
  return BUILD_CONSTANTS.has(memberPath(parent).at(-1) ?? "");
}

/** `parseSettings(process.env)`: a program hands the whole environment to its list of settings, unread. */
function isHandedToSettings({ parent }: ESTree.MemberExpression): boolean {
  return parent.type === "CallExpression" && READS_SETTINGS.test(memberPath(parent.callee).at(-1) ?? "");
}

function reportEnvKeys(context: Context, pattern: ESTree.Node): void {
  if (pattern.type !== "ObjectPattern") return;
  for (const property of pattern.properties) {
    const isEnv =
      property.type === "Property" && property.key.type === "Identifier" && property.key.name === "env";
    if (isEnv) context.report({ node: property, messageId: "env" });
  }
}
