// Plain JavaScript that old versions of Node can still read: it is what tells them that they are too old.

/** The first versions that run TypeScript files as they are, by release line. */
const FIRST_MINOR = { 22: 18, 23: 6 };
const WANTED = "Node 22.18 or newer (best: 24)";

/**
 * @param {string} version such as "24.21.0"
 * @param {unknown} typescript process.features.typescript
 * @returns {string | null} one line that says what to type, or null when this Node will do
 */
export function nodeProblem(version, typescript) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const firstMinor = FIRST_MINOR[major] ?? 0;
  if (major < 22 || minor < firstMinor) {
    const how =
      process.platform === "linux"
        ? "On Linux `npx -y pnpm@12 install` brings its own Node; then start through pnpm, for example `npx -y pnpm@12 dev`."
        : "Install Node 24 from https://nodejs.org and type the same again.";
    return `CareForAll needs ${WANTED}, but this is Node ${version}. ${how}`;
  }
  if (!typescript) {
    return `CareForAll needs Node to run TypeScript, which is switched off here: type \`unset NODE_OPTIONS\` and try again.`;
  }
  return null;
}
