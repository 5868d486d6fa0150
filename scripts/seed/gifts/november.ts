import { DONORS as d } from "../donors.ts";
import type { GiftNote } from "../gift.ts";

const RAFI = "heart-valve-for-rafi";
const KARIM = "dialysis-for-abdul-karim";
const BOAT = "boat-school-in-the-haor";
const WATER = "sweet-water-for-shyamnagar";
const LOOMS = "looms-after-the-fire-in-tangail";
const MEALS = "warm-meals-in-old-dhaka";

/** Gifts 34 to 60. The last is more than three days old on 21 November: nobody needs to ask about it any more. */
export const NOVEMBER: readonly GiftNote[] = [
  {
    at: "2026-11-01 12:04",
    to: MEALS,
    by: d.rokeya,
    taka: 1_800n,
    says: "এক দিনের চল্লিশ বেলা। বাবুর্চি চাচাকে সালাম।",
  },
  // The donor pressed "cancel" on the provider's page.
  { at: "2026-11-01 20:36", to: RAFI, by: d.arif, taka: 2_000n, attempts: [["cancel"]] },
  {
    at: "2026-11-02 09:14",
    to: RAFI,
    by: d.priya,
    taka: 10_000n,
    says: "Wishing steady hands to the surgeons on the fourth.",
  },
  { at: "2026-11-02 18:51", to: KARIM, by: d.tanvir, taka: 14_000n },
  {
    at: "2026-11-03 11:22",
    to: LOOMS,
    by: d.gopal,
    taka: 8_000n,
    says: "আমার দাদাও তাঁতি ছিলেন। শাড়ির ছবির অপেক্ষায় রইলাম।",
  },
  // Captured, but the provider calls it risky: it waits in suspense for a person of ours.
  { at: "2026-11-03 23:47", to: LOOMS, by: d.quietEn, taka: 18_000n, risky: true },
  {
    at: "2026-11-04 08:09",
    to: MEALS,
    by: d.lucie,
    taka: 45_000n,
    says: "Mille repas, pour mon grand-père qui n’aimait pas manger seul.",
  },
  {
    at: "2026-11-04 17:33",
    to: BOAT,
    by: d.imran,
    taka: 21_000n,
    says: "Life jackets first, please. Then everything else.",
  },
  {
    at: "2026-11-05 10:57",
    to: RAFI,
    by: d.fatou,
    taka: 30_000n,
    says: "De toute la famille Sarr, à Dakar. Nous pensons à lui le 4.",
  },
  // The page was opened and closed again; no way to pay was ever chosen.
  { at: "2026-11-05 21:40", to: WATER, by: d.tasnim, taka: 2_500n, attempts: [["unattempted"]] },
  {
    at: "2026-11-06 13:16",
    to: KARIM,
    by: d.hannah,
    taka: 20_000n,
    says: "For the blue folder. Thank you for showing it.",
  },
  { at: "2026-11-07 09:28", to: WATER, by: d.moushumi, taka: 1_000n },
  { at: "2026-11-07 19:05", to: LOOMS, by: d.zarin, taka: 36_000n, hidden: true },
  { at: "2026-11-08 07:44", to: RAFI, by: d.ousmane, taka: 15_000n, hidden: true },
  {
    at: "2026-11-08 16:20",
    to: BOAT,
    by: d.kamrul,
    taka: 3_000n,
    says: "যে বৃদ্ধ নাম সই করা শিখেছেন, তাঁকে আমার শ্রদ্ধা।",
  },
  { at: "2026-11-09 11:38", to: RAFI, by: d.nasima, taka: 6_000n, says: "আমার ছেলেরও নয় বছর। দোয়া করি।" },
  { at: "2026-11-09 20:27", to: KARIM, by: d.farhana, taka: 11_100n },
  // A wrong PIN, and the donor left it at that.
  { at: "2026-11-10 08:06", to: RAFI, by: d.munni, taka: 1_500n, attempts: [["wrong_pin"]] },
  {
    at: "2026-11-10 14:11",
    to: BOAT,
    by: d.mathilde,
    taka: 40_000n,
    says: "Pour le chantier de Dharmapasha, avant la montée des eaux.",
  },
  {
    at: "2026-11-11 08:52",
    to: RAFI,
    by: d.sumaiya,
    taka: 20_000n,
    says: "অফিসের সবাই মিলে। রাফি, দৌড়ে ফিরো।",
  },
  { at: "2026-11-11 18:34", to: MEALS, by: d.daniel, taka: 900n, says: "Fish on Thursday, please." },
  {
    at: "2026-11-12 10:23",
    to: KARIM,
    by: d.knitting,
    taka: 14_000n,
    says: "Five sessions and a warm blanket, which follows by post.",
  },
  { at: "2026-11-13 15:49", to: LOOMS, by: d.batch98, taka: 35_000n },
  { at: "2026-11-14 12:30", to: RAFI, by: d.rezaul, taka: 15_000n, hidden: true },
  {
    at: "2026-11-15 09:41",
    to: BOAT,
    by: d.aicha,
    taka: 10_000n,
    says: "Une école qui vient jusqu’aux enfants : merci pour l’idée.",
  },
  {
    at: "2026-11-16 19:56",
    to: WATER,
    by: d.sadia,
    taka: 31_000n,
    says: "Two tanks, for my two grandmothers.",
  },
  { at: "2026-11-17 08:15", to: RAFI, by: d.quietBn, taka: 50_000n, says: "নাম থাক। রাফি ভালো হোক।" },
];
