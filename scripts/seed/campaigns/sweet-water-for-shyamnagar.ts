import { checked } from "../campaign.ts";

export const sweetWaterForShyamnagar = checked({
  slug: "sweet-water-for-shyamnagar",
  kind: "long_term",
  locale: "en",
  organiser: "Sabina Yasmin",
  beneficiary: "The water committee of Munshiganj union",
  place: "Satkhira",
  createdAt: "2026-10-15T10:00:00+06:00",
  startsAt: "2026-10-15T12:00:00+06:00",
  endsAt: null,
  goal: 600_000n,
  suggested: [300n, 1_000n, 2_500n, 5_000n, 15_500n, 31_000n],
  title: {
    en: "Sweet water for Shyamnagar, one roof at a time",
    bn: "শ্যামনগরে মিঠা পানি, এক এক করে প্রতিটি ঘরে",
    fr: "De l’eau douce pour Shyamnagar, un toit après l’autre",
  },
  summary: {
    en: "The wells on the edge of the Sundarbans have turned salty. Rain tanks for twenty homes and a filter for the school pond bring drinking water back.",
    bn: "সুন্দরবনের ধারে নলকূপের পানি লোনা হয়ে গেছে। কুড়িটি বাড়িতে বৃষ্টির পানির ট্যাংক আর স্কুলের পুকুরে একটি ফিল্টার খাওয়ার পানি ফিরিয়ে আনবে।",
    fr: "Au bord des Sundarbans, les puits sont devenus salés. Des citernes de pluie pour vingt maisons et un filtre pour l’étang de l’école rendent l’eau potable.",
  },
  story: {
    en: `
Since the last two cyclones the tube wells of our union give salt water. Women and girls walk to a pond four kilometres
away, most of them twice a day, with a pitcher on the hip. In the dry months that pond goes green.

But it rains here, more than two metres a year, and every house has a roof. A tank of two thousand litres, a gutter and
a simple first-flush pipe give a family of five drinking water for the whole dry season. The first six tanks have stood
since 2024, and all six are still in use.

**This campaign has no end date.** We build in rounds of twenty homes:

- the water committee, nine women and three men, chooses the homes in an open meeting;
- two masons from the village build the base and the gutters and are paid by the day;
- the school pond gets a sand filter that anyone may use;
- a laboratory in Khulna tests the water every three months, and we post the sheet.

Each family pays Tk 50 a month into a repair fund. That is how a tap is mended in the same week it breaks.
`,
    bn: `
শেষ দুটি ঘূর্ণিঝড়ের পর থেকে আমাদের ইউনিয়নের নলকূপে লোনা পানি ওঠে। নারী ও মেয়েরা কলসি কাঁখে চার কিলোমিটার দূরের পুকুরে যান,
বেশির ভাগই দিনে দুবার। শুকনো মৌসুমে সেই পুকুরের পানিও সবুজ হয়ে যায়।

অথচ এখানে বৃষ্টি হয়, বছরে দুই মিটারেরও বেশি, আর প্রতিটি ঘরেই টিনের চাল আছে। দুই হাজার লিটারের একটি ট্যাংক, চালের ধারে একটি নালা আর প্রথম
বৃষ্টির ময়লা সরানোর সাধারণ একটি পাইপ থাকলে পাঁচজনের পরিবারের পুরো শুকনো মৌসুমের খাওয়ার পানি হয়ে যায়। প্রথম ছয়টি ট্যাংক
২০২৪ সালে বসেছে; ছয়টিই এখনো চলছে।

**এই আয়োজনের শেষ তারিখ নেই।** প্রতি দফায় কুড়িটি বাড়িতে কাজ হয়:

- পানি কমিটি, নয়জন নারী ও তিনজন পুরুষ, খোলা সভায় বাড়ি বাছাই করে;
- গ্রামের দুজন রাজমিস্ত্রি ভিত ও নালা বানান, মজুরি পান দিন হিসেবে;
- স্কুলের পুকুরে বসবে বালুর ফিল্টার, যে কেউ পানি নিতে পারবেন;
- খুলনার পরীক্ষাগার তিন মাস পরপর পানি পরীক্ষা করে, ফলাফল আমরা এখানে দিই।

প্রতিটি পরিবার মাসে ৫০ টাকা মেরামত তহবিলে রাখে। তাই কল নষ্ট হলে সেই সপ্তাহেই সারানো যায়।
`,
    fr: `
Depuis les deux derniers cyclones, les puits de notre commune donnent de l’eau salée. Les femmes et les filles marchent
jusqu’à un étang à quatre kilomètres, le plus souvent deux fois par jour, la cruche sur la hanche. Pendant les mois
secs, cet étang devient vert.

Pourtant il pleut ici, plus de deux mètres par an, et chaque maison a un toit. Une citerne de deux mille litres, une
gouttière et un simple tuyau de premier rinçage donnent à boire à une famille de cinq personnes pour toute la saison
sèche. Les six premières citernes datent de 2024 ; les six servent encore.

**Cette collecte n’a pas de date de fin.** Nous construisons par tranches de vingt maisons :

- le comité de l’eau, neuf femmes et trois hommes, choisit les maisons en réunion ouverte ;
- deux maçons du village font le socle et les gouttières, payés à la journée ;
- l’étang de l’école reçoit un filtre à sable ouvert à tous ;
- un laboratoire de Khulna analyse l’eau tous les trois mois, et nous publions la feuille.

Chaque famille verse 50 takas par mois à une caisse de réparation : un robinet cassé est réparé dans la semaine.
`,
  },
  costs: [
    {
      label: {
        en: "Rain tanks for 20 homes at Tk 15,500",
        bn: "২০টি বাড়ির ট্যাংক, প্রতিটি ১৫,৫০০ টাকা",
        fr: "Citernes pour 20 maisons à 15 500 Tk",
      },
      amount: 310_000n,
    },
    {
      label: {
        en: "Sand filter for the school pond",
        bn: "স্কুলের পুকুরে বালুর ফিল্টার",
        fr: "Filtre à sable pour l’étang de l’école",
      },
      amount: 140_000n,
    },
    {
      label: {
        en: "Masons and training, one year",
        bn: "রাজমিস্ত্রি ও প্রশিক্ষণ, এক বছর",
        fr: "Maçons et formation, un an",
      },
      amount: 90_000n,
    },
    {
      label: {
        en: "Water tests every three months",
        bn: "তিন মাস পরপর পানি পরীক্ষা",
        fr: "Analyses d’eau tous les trois mois",
      },
      amount: 60_000n,
    },
  ],
});
