import type { Planted } from "./planted.ts";

type Pair = { readonly sin: string; readonly clean: string };

/** The sin and its clean twin in the same folder, told apart by their names. */
export const twins = (rule: string, folder: string, name: string, pair: Pair, extension = "ts"): Planted => ({
  name,
  rule,
  sin: { [`${folder}/sin-${name}.${extension}`]: pair.sin },
  clean: { [`${folder}/clean-${name}.${extension}`]: pair.clean },
});
