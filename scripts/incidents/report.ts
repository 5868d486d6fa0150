import type { KeptIncident } from "../../packages/db/src/shield/index.ts";

/** Where the list would go on is nothing to read. */
type Told = Omit<KeptIncident, "place">;

const WHY = { tries: "many tries", declines: "many declined payments" } as const;

/** One line for each incident: when, who by digest, why, how many, what was done. */
export function incidentLines(incidents: readonly Told[]): string {
  if (incidents.length === 0) return "No incident is kept.";
  return incidents.map(lineOf).join("\n");
}

function lineOf(one: Told): string {
  const who = one.scope === "campaign" ? "campaign" : `${one.scope} ${one.key}`;
  return [
    `${one.firstAt.toISOString()} to ${one.lastAt.toISOString()}`,
    `${who} on ${one.campaignSlug}`,
    `${WHY[one.kind]} (${one.tries} in a minute, ${one.declines} declined in ten)`,
    `${one.action} ${one.count} times`,
  ].join("; ");
}
