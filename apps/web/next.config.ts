import path from "node:path";
import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const root = path.join(import.meta.dirname, "../..");

/** Set by `pnpm coverage` alone: its build keeps the statements of our sources and tells where they came from. */
const isCoverageBuild = process.env["COVERAGE_BUILD"] === "1";

const config: NextConfig = {
  // The repository needs no generated notes for editors.
  agentRules: false,
  // Covers are small SVGs and uploads are re-encoded into fixed sizes: nothing is left to optimise per request.
  images: { unoptimized: true },
  // Metadata of a dynamic page streams into <body> for ordinary browsers; a title must be in <head> without scripts.
  htmlLimitedBots: /.*/,
  outputFileTracingRoot: root,
  poweredByHeader: false,
  productionBrowserSourceMaps: isCoverageBuild,
  experimental: isCoverageBuild ? { turbopackMinify: false, turbopackSourceMaps: true } : {},
  serverExternalPackages: ["pg", "@node-rs/argon2", "@prisma/adapter-pg", "@prisma/client"],
  transpilePackages: ["@careforall/api", "@careforall/db", "@careforall/domain", "@careforall/providers"],
  turbopack: { root },
};

export default createNextIntlPlugin("./src/i18n/request.ts")(config);
