export type Query = Readonly<Record<string, string | string[] | undefined>>;

/** The first of what an address says under one name; undefined for nothing and for an empty field. */
export function one(value: string | string[] | undefined): string | undefined {
  const first = Array.isArray(value) ? value[0] : value;
  return first === undefined || first.trim() === "" ? undefined : first;
}
