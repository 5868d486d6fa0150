import { zListIncidents } from "@careforall/api/staff";
import * as z from "zod";
import { one, type Query } from "./query.ts";

const { scope, kind, action, campaign, key } = zListIncidents.shape;

/** Whatever cannot be meant is left out. */
const zSearch = z.object({
  scope: scope.catch(undefined),
  kind: kind.catch(undefined),
  action: action.catch(undefined),
  campaign: campaign.catch(undefined),
  key: key.catch(undefined),
});

/** Which incidents an address asks for; the place in the list is not among it. */
export type IncidentSearch = z.output<typeof zSearch>;

export const readIncidentSearch = (query: Query): IncidentSearch =>
  zSearch.parse(
    Object.fromEntries(Object.keys(zSearch.shape).map((name) => [name, one(query[name])?.trim()])),
  );

export function incidentsPath(asked: IncidentSearch & { readonly after?: string }): string {
  const given = Object.entries(asked).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return `/admin/incidents${given.length === 0 ? "" : `?${new URLSearchParams(given)}`}`;
}
