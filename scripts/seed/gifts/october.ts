import { DONORS as d } from "../donors.ts";
import type { GiftNote } from "../gift.ts";

const RAFI = "heart-valve-for-rafi";
const ROOFS = "roofs-after-the-flood-in-kurigram";
const KARIM = "dialysis-for-abdul-karim";
const BOAT = "boat-school-in-the-haor";
const WATER = "sweet-water-for-shyamnagar";
const LOOMS = "looms-after-the-fire-in-tangail";

/** Gifts 1 to 33. */
export const OCTOBER: readonly GiftNote[] = [
  {
    at: "2026-10-01 08:42",
    to: RAFI,
    by: d.tasnim,
    taka: 5_000n,
    says: "For Rafi, and for the notebook of birds. We hope the roof is his again in spring.",
  },
  {
    at: "2026-10-02 19:15",
    to: RAFI,
    by: d.farhana,
    taka: 2_500n,
    says: "রাফি, তোমার পাখির খাতাটা একদিন দেখতে চাই। ভালো হয়ে ওঠো।",
  },
  {
    at: "2026-10-03 10:31",
    to: ROOFS,
    by: d.kamrul,
    taka: 4_500n,
    says: "একটি ঘরের টিন। শীতের আগে সবাই ঘরে ফিরুন।",
  },
  // Declined once on the page, paid on the same page a minute later: one attempt with two tries.
  {
    at: "2026-10-03 11:04",
    to: ROOFS,
    by: d.rezaul,
    taka: 45_000n,
    says: "Ten roofs from our family, who came from a char as well.",
    attempts: [["fail_and_stay", "success"]],
  },
  { at: "2026-10-03 14:20", to: ROOFS, by: d.quietBn, taka: 1_500n },
  { at: "2026-10-03 20:48", to: ROOFS, by: d.nasima, taka: 9_000n, says: "দুই ঘরের টিন। দোয়া রইল।" },
  // The PIN was wrong; tried again later and then changed their mind: two attempts, nothing paid.
  {
    at: "2026-10-04 09:12",
    to: ROOFS,
    by: d.delwar,
    taka: 1_000n,
    attempts: [["wrong_pin"], ["cancel"]],
  },
  {
    at: "2026-10-04 12:36",
    to: ROOFS,
    by: d.imran,
    taka: 100_000n,
    says: "From the colleagues of the Uttara office. Thank you for hanging the list where everybody can read it.",
  },
  {
    at: "2026-10-05 07:58",
    to: ROOFS,
    by: d.aicha,
    taka: 22_500n,
    says: "De Saint-Louis, où le fleuve monte aussi. Courage.",
  },
  { at: "2026-10-05 18:22", to: RAFI, by: d.gopal, taka: 1_000n },
  { at: "2026-10-06 21:17", to: ROOFS, by: d.sumaiya, taka: 500n, says: "অল্প দিলাম, মন থেকে।" },
  {
    at: "2026-10-07 10:05",
    to: KARIM,
    by: d.moushumi,
    taka: 2_800n,
    says: "এক দিনের ডায়ালাইসিস। কাকাবাবু ভালো থাকুন।",
  },
  // Too little in the wallet: nothing was charged, and no second attempt was made.
  { at: "2026-10-07 13:44", to: KARIM, by: d.bipul, taka: 5_600n, attempts: [["insufficient_funds"]] },
  {
    at: "2026-10-08 16:29",
    to: RAFI,
    by: d.batch98,
    taka: 100_000n,
    says: "আমাদের ব্যাচের পুনর্মিলনীর টাকা এবার রাফির ভালভের জন্য।",
  },
  { at: "2026-10-09 09:50", to: ROOFS, by: d.hannah, taka: 60_000n, hidden: true },
  {
    at: "2026-10-10 20:11",
    to: KARIM,
    by: d.arif,
    taka: 5_600n,
    says: "ছোটবেলায় আপনার নৌকায় কলেজে গেছি, ভাড়া নেননি। এবার আমার পালা।",
  },
  { at: "2026-10-11 08:33", to: ROOFS, by: d.ratan, taka: 13_500n },
  {
    at: "2026-10-12 11:27",
    to: BOAT,
    by: d.zarin,
    taka: 7_000n,
    says: "One month of a teacher, from a teacher.",
  },
  {
    at: "2026-10-12 18:40",
    to: BOAT,
    by: d.teaStall,
    taka: 2_000n,
    says: "আমাদের ঘাটেই নৌকা ভিড়বে। চা ফ্রি থাকবে মাস্টারদের জন্য।",
  },
  {
    at: "2026-10-13 07:19",
    to: RAFI,
    by: d.mathilde,
    taka: 25_000n,
    says: "Pour qu’il rentre de l’école en courant.",
  },
  {
    at: "2026-10-14 15:02",
    to: ROOFS,
    by: d.daniel,
    taka: 36_000n,
    says: "Eight roofs. My grandmother built hers three times.",
  },
  {
    at: "2026-10-15 13:25",
    to: WATER,
    by: d.mei,
    taka: 15_500n,
    says: "One tank for one home. I like that it has no end date.",
  },
  { at: "2026-10-16 10:46", to: RAFI, by: d.quietEn, taka: 20_000n },
  // The page was open for half an hour and nobody paid.
  { at: "2026-10-17 22:08", to: BOAT, by: d.munni, taka: 3_000n, attempts: [["expire"]] },
  {
    at: "2026-10-18 09:37",
    to: BOAT,
    by: d.knitting,
    taka: 45_000n,
    says: "For the benches. We all learned on one.",
  },
  // The PIN was wrong at first; the second attempt, on a new page, was paid.
  {
    at: "2026-10-19 17:54",
    to: KARIM,
    by: d.jahanara,
    taka: 28_000n,
    says: "দশটি ডায়ালাইসিস, আমার মায়ের নামে।",
    attempts: [["wrong_pin"], ["success"]],
  },
  { at: "2026-10-21 12:13", to: RAFI, by: d.lamia, taka: 500n, says: "আমার টিফিনের টাকা।" },
  { at: "2026-10-22 19:31", to: ROOFS, by: d.etienne, taka: 20_000n, hidden: true },
  { at: "2026-10-23 08:26", to: KARIM, by: d.quietFr, taka: 1_000n },
  {
    at: "2026-10-25 11:59",
    to: LOOMS,
    by: d.sadia,
    taka: 18_000n,
    says: "My wedding sari came from Pathrail. One loom, with love.",
  },
  {
    at: "2026-10-26 16:45",
    to: LOOMS,
    by: d.chorale,
    taka: 54_000n,
    says: "La quête de notre concert d’automne : trois métiers à tisser.",
  },
  {
    at: "2026-10-28 10:18",
    to: WATER,
    by: d.shafiq,
    taka: 5_000n,
    says: "বৃষ্টির পানি আল্লাহর দান, ধরে রাখার ট্যাংকটা আমাদের কাজ।",
  },
  { at: "2026-10-30 21:03", to: RAFI, by: d.oliver, taka: 40_000n },
];
