import { checked } from "../campaign.ts";

export const dialysisForAbdulKarim = checked({
  slug: "dialysis-for-abdul-karim",
  kind: "medical",
  locale: "bn",
  organiser: "Shirin Sultana",
  beneficiary: "Abdul Karim",
  place: "Khulna",
  createdAt: "2026-10-06T19:05:00+06:00",
  startsAt: "2026-10-07T08:00:00+06:00",
  endsAt: "2027-04-30T23:59:00+06:00",
  goal: 240_000n,
  suggested: [300n, 700n, 1_400n, 2_800n, 5_600n, 14_000n],
  title: {
    en: "Six months of dialysis for a ferryman of the Rupsha",
    bn: "রূপসা ঘাটের মাঝি আব্দুল করিমের ছয় মাসের ডায়ালাইসিস",
    fr: "Six mois de dialyse pour un passeur de la Rupsha",
  },
  summary: {
    en: "Abdul Karim rowed people across the Rupsha for thirty years. Two dialysis sessions a week keep him well while his brother is tested as a kidney donor.",
    bn: "আব্দুল করিম ত্রিশ বছর রূপসায় যাত্রী পার করেছেন। সপ্তাহে দুবার ডায়ালাইসিস তাঁকে সুস্থ রাখে; এর মধ্যে তাঁর ভাইয়ের কিডনি মেলে কি না, পরীক্ষা চলছে।",
    fr: "Abdul Karim a fait traverser la Rupsha pendant trente ans. Deux dialyses par semaine le gardent en bonne santé, le temps que son frère passe les examens de donneur.",
  },
  story: {
    en: `
My father rowed passengers across the Rupsha for thirty years. He knew the tides without a clock, and he never let a
schoolchild pay on an examination day. In March his legs began to swell; in May the doctors told us that both kidneys
had almost stopped.

Since then he has dialysis every Sunday and Wednesday, four hours each time. On the days after it he is himself again:
he mends nets for the neighbours and tells my son stories about the river. His younger brother wants to give him a
kidney. The tests for that take until spring, and until then no session may be missed.

A session costs Tk 2,800. We sold the boat, and my brother sends what he can from Gazipur; that carried us through the
first five months. **Fifty-two sessions lie ahead of us, and they are what this campaign is for**, with the injections,
the blood tests and the van fare.

I keep every receipt in a blue folder and will show a page of it each month.
`,
    bn: `
আমার বাবা ত্রিশ বছর রূপসা ঘাটে যাত্রী পার করেছেন। জোয়ার-ভাটার হিসাব রাখতে তাঁর ঘড়ি লাগত না, আর পরীক্ষার দিন কোনো
ছাত্রছাত্রীর কাছ থেকে তিনি ভাড়া নিতেন না। মার্চ মাসে তাঁর পা ফুলতে শুরু করে; মে মাসে ডাক্তার জানালেন, দুটি কিডনিই প্রায়
অচল।

তখন থেকে প্রতি রবি ও বুধবার চার ঘণ্টা করে ডায়ালাইসিস চলছে। পরের দিনগুলোতে তিনি আবার আগের মানুষ: প্রতিবেশীদের জাল সারান,
আমার ছেলেকে নদীর গল্প শোনান। ছোট চাচা একটি কিডনি দিতে চান। সেই পরীক্ষাগুলো শেষ হতে বসন্ত পর্যন্ত লাগবে; তত দিন একটি
ডায়ালাইসিসও বাদ দেওয়া যাবে না।

প্রতিবারের খরচ ২,৮০০ টাকা। নৌকাটা বিক্রি করেছি, ভাই গাজীপুর থেকে যা পারে পাঠায়; এভাবে প্রথম পাঁচ মাস চলেছে। **সামনে আছে
বায়ান্নটি ডায়ালাইসিস, এই আয়োজন তারই জন্য**; সঙ্গে ইনজেকশন, রক্ত পরীক্ষা আর ভ্যানভাড়া।

প্রতিটি রসিদ আমি একটা নীল ফোল্ডারে রাখি। প্রতি মাসে তার একটি পাতা এখানে দেখাব।
`,
    fr: `
Pendant trente ans, mon père a fait traverser la Rupsha à la rame. Il connaissait les marées sans montre et ne prenait
jamais d’argent aux écoliers les jours d’examen. En mars, ses jambes ont commencé à enfler ; en mai, les médecins nous
ont dit que ses deux reins ne fonctionnaient presque plus.

Depuis, il est en dialyse le dimanche et le mercredi, quatre heures chaque fois. Les jours suivants, il redevient
lui-même : il répare les filets des voisins et raconte le fleuve à mon fils. Son frère cadet veut lui donner un rein.
Les examens dureront jusqu’au printemps, et d’ici là aucune séance ne doit manquer.

Une séance coûte 2 800 takas. Nous avons vendu la barque et mon frère envoie de Gazipur ce qu’il peut ; les cinq
premiers mois ont été payés ainsi. **Il reste cinquante-deux séances devant nous, et cette collecte est pour elles**,
avec les injections, les prises de sang et le transport.

Je garde chaque reçu dans une chemise bleue et j’en montrerai une page chaque mois.
`,
  },
  costs: [
    {
      label: {
        en: "52 dialysis sessions at Tk 2,800",
        bn: "৫২টি ডায়ালাইসিস, প্রতিটি ২,৮০০ টাকা",
        fr: "52 séances de dialyse à 2 800 Tk",
      },
      amount: 145_600n,
    },
    {
      label: {
        en: "Injections and medicines",
        bn: "ইনজেকশন ও ওষুধ",
        fr: "Injections et médicaments",
      },
      amount: 54_400n,
    },
    {
      label: {
        en: "Blood tests and check-ups",
        bn: "রক্ত পরীক্ষা ও চেক-আপ",
        fr: "Prises de sang et contrôles",
      },
      amount: 24_000n,
    },
    {
      label: {
        en: "Van fare to the hospital and back",
        bn: "হাসপাতালে যাওয়া-আসার ভ্যানভাড়া",
        fr: "Trajets jusqu’à l’hôpital",
      },
      amount: 16_000n,
    },
  ],
});
