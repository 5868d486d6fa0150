/**
 * What Prisma passes on the command line of the engine.
 * @typedef {object} Options
 * @property {string[]} schemaFiles paths of the .prisma files
 * @property {string} url database URL, empty when the command needs none
 * @property {string | null} command the word after `cli`, or null for the long-running protocol
 * @property {boolean} version
 */

/**
 * @param {string[]} argv
 * @returns {Options}
 */
export function parseOptions(argv) {
  const options = { schemaFiles: [], url: "", command: null, version: false };
  const words = argv.values();
  for (const word of words) {
    if (word === "--datamodels") options.schemaFiles.push(words.next().value);
    else if (word === "--datasource") options.url = JSON.parse(words.next().value).url ?? "";
    else if (word === "cli") options.command = words.next().value;
    else if (word === "--version") options.version = true;
  }
  return options;
}
