import { checked } from "../campaign.ts";

export const loomsAfterTheFireInTangail = checked({
  slug: "looms-after-the-fire-in-tangail",
  kind: "emergency",
  locale: "bn",
  organiser: "Rehana Begum",
  beneficiary: "Twelve weavers of Pathrail",
  place: "Tangail",
  createdAt: "2026-10-24T18:10:00+06:00",
  startsAt: "2026-10-25T08:00:00+06:00",
  endsAt: "2026-12-31T23:59:00+06:00",
  goal: 420_000n,
  suggested: [500n, 1_000n, 2_000n, 4_500n, 9_000n, 18_000n],
  title: {
    en: "Twelve looms after the fire in Tangail",
    bn: "টাঙ্গাইলে আগুনের পর বারোটি তাঁত",
    fr: "Douze métiers à tisser après l’incendie de Tangail",
  },
  summary: {
    en: "A shed in Pathrail burned down with twelve handlooms in it. With new frames and a first load of yarn, the weavers can be back at work for the spring saris.",
    bn: "পাথরাইলের একটি তাঁতঘর বারোটি তাঁতসহ পুড়ে গেছে। নতুন তাঁত আর প্রথম দফার সুতা পেলে তাঁতিরা বসন্তের শাড়ির আগেই কাজে ফিরতে পারবেন।",
    fr: "Un atelier de Pathrail a brûlé avec ses douze métiers à bras. De nouveaux cadres et un premier lot de fil, et les saris du printemps pourront être tissés.",
  },
  story: {
    en: `
The fire began in a fuse box on 19 October, an hour after the evening prayer. Everybody was out in time. The shed was
not: twelve looms, the jacquard cards of three generations, and the saris that were to be sold for winter weddings.

We are twelve weavers, seven women and five men, and we share the shed as our parents did. A Tangail sari takes one of
us between two days and two weeks. Our buyers have been kind; four of them have paid for orders that do not exist any
more. What we lack is something to weave on.

**The plan, until the end of December**

1. A carpenter in Delduar builds twelve frames of seasoned wood, two a week.
2. Abdur Rob, who is seventy-four and remembers the patterns, punches the cards again with two apprentices.
3. The cooperative buys yarn for the first twenty-four saris.
4. The new roof has its wiring in metal pipes, and a switch outside the door.

When the first sari comes off each loom, we put its photo here, with the name of the person who wove it.
`,
    bn: `
১৯ অক্টোবর মাগরিবের ঘণ্টাখানেক পরে ফিউজ বক্স থেকে আগুন লাগে। সবাই সময়মতো বেরিয়ে এসেছেন। ঘরটা বাঁচেনি: বারোটি তাঁত, তিন
পুরুষের জ্যাকার্ড কার্ড, আর শীতের বিয়ের মৌসুমে বিক্রির জন্য রাখা শাড়িগুলো।

আমরা বারোজন তাঁতি, সাতজন নারী আর পাঁচজন পুরুষ। বাবা-মায়েদের মতো আমরাও একটাই তাঁতঘর ভাগ করে নিই। একটি টাঙ্গাইল শাড়ি বুনতে
একজনের দুই দিন থেকে দুই সপ্তাহ লাগে। ক্রেতারা পাশে আছেন; চারজন এমন ফরমাশের দামও দিয়েছেন, যে শাড়ি আর নেই। আমাদের অভাব শুধু
তাঁতের।

**ডিসেম্বরের শেষ পর্যন্ত পরিকল্পনা**

1. দেলদুয়ারের এক মিস্ত্রি পাকা কাঠের বারোটি তাঁত বানাবেন, সপ্তাহে দুটি করে।
2. চুয়াত্তর বছরের আব্দুর রব, যাঁর নকশাগুলো মনে আছে, দুজন শিক্ষানবিশ নিয়ে আবার কার্ড কাটবেন।
3. সমিতি প্রথম চব্বিশটি শাড়ির সুতা কিনবে।
4. নতুন ঘরের তার যাবে লোহার পাইপের ভেতর দিয়ে, আর সুইচ থাকবে দরজার বাইরে।

প্রতিটি তাঁত থেকে প্রথম শাড়িটি নামলে তার ছবি এখানে দেব, যিনি বুনেছেন তাঁর নামসহ।
`,
    fr: `
Le feu a pris dans un boîtier à fusibles le 19 octobre, une heure après la prière du soir. Tout le monde est sorti à
temps. L’atelier, lui, n’est plus là : douze métiers, les cartons jacquard de trois générations et les saris destinés
aux mariages de l’hiver.

Nous sommes douze, sept femmes et cinq hommes, et nous partageons l’atelier comme nos parents. Un sari de Tangail
demande entre deux jours et deux semaines. Nos acheteurs ont été généreux ; quatre d’entre eux ont payé des commandes
qui n’existent plus. Il nous manque de quoi tisser.

**Le plan, jusqu’à la fin de décembre**

1. Un menuisier de Delduar construit douze cadres en bois sec, deux par semaine.
2. Abdur Rob, soixante-quatorze ans, qui se souvient des motifs, perce à nouveau les cartons avec deux apprentis.
3. La coopérative achète le fil des vingt-quatre premiers saris.
4. Sous le nouveau toit, les câbles passent dans des tubes de métal et l’interrupteur est dehors, près de la porte.

Quand le premier sari descendra de chaque métier, nous en mettrons la photo ici, avec le nom de la personne qui l’a
tissé.
`,
  },
  costs: [
    {
      label: {
        en: "Twelve loom frames at Tk 18,000",
        bn: "বারোটি তাঁত, প্রতিটি ১৮,০০০ টাকা",
        fr: "Douze cadres à 18 000 Tk",
      },
      amount: 216_000n,
    },
    {
      label: {
        en: "Reeds, shuttles and jacquard cards",
        bn: "শানা, মাকু ও জ্যাকার্ড কার্ড",
        fr: "Peignes, navettes et cartons jacquard",
      },
      amount: 72_000n,
    },
    {
      label: {
        en: "Yarn for the first 24 saris",
        bn: "প্রথম ২৪টি শাড়ির সুতা",
        fr: "Fil des 24 premiers saris",
      },
      amount: 96_000n,
    },
    {
      label: {
        en: "Roof and safe wiring",
        bn: "ছাউনি ও নিরাপদ বিদ্যুৎ সংযোগ",
        fr: "Toit et installation électrique sûre",
      },
      amount: 36_000n,
    },
  ],
});
