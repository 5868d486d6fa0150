import type { SeedCampaign } from "../campaign.ts";
import { boatSchoolInTheHaor } from "./boat-school-in-the-haor.ts";
import { brailleBooksForRajshahi } from "./braille-books-for-rajshahi.ts";
import { dialysisForAbdulKarim } from "./dialysis-for-abdul-karim.ts";
import { heartValveForRafi } from "./heart-valve-for-rafi.ts";
import { loomsAfterTheFireInTangail } from "./looms-after-the-fire-in-tangail.ts";
import { roofsAfterTheFloodInKurigram } from "./roofs-after-the-flood-in-kurigram.ts";
import { sweetWaterForShyamnagar } from "./sweet-water-for-shyamnagar.ts";
import { warmMealsInOldDhaka } from "./warm-meals-in-old-dhaka.ts";

/**
 * Two of each kind, in the order of their creation. Rafi is the campaign of the design; the roofs have more than their
 * goal, the looms end soon, the Braille books have no gift yet, and the last two kinds go on without an end.
 */
export const CAMPAIGNS: readonly SeedCampaign[] = [
  heartValveForRafi,
  roofsAfterTheFloodInKurigram,
  dialysisForAbdulKarim,
  boatSchoolInTheHaor,
  sweetWaterForShyamnagar,
  loomsAfterTheFireInTangail,
  warmMealsInOldDhaka,
  brailleBooksForRajshahi,
];
