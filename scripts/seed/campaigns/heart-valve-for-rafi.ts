import { checked } from "../campaign.ts";

export const heartValveForRafi = checked({
  slug: "heart-valve-for-rafi",
  kind: "medical",
  locale: "en",
  organiser: "Nusrat Jahan",
  beneficiary: "Rafi’s family",
  place: "Chattogram",
  createdAt: "2026-09-28T09:20:00+06:00",
  startsAt: "2026-09-30T08:00:00+06:00",
  endsAt: "2027-06-30T23:59:00+06:00",
  goal: 500_000n,
  suggested: [500n, 1_000n, 2_500n, 5_000n, 10_000n, 20_000n],
  title: {
    en: "A new heart valve for Rafi, age nine",
    bn: "নয় বছরের রাফির জন্য নতুন হার্ট ভালভ",
    fr: "Une nouvelle valve cardiaque pour Rafi, neuf ans",
  },
  summary: {
    en: "Rafi was born with a narrow aortic valve. The surgeons have set a date for 4 December; the valve and nine days of care are still to be covered.",
    bn: "রাফি সরু মহাধমনী ভালভ নিয়ে জন্মেছিল। সার্জনরা ৪ ডিসেম্বর অস্ত্রোপচারের তারিখ দিয়েছেন; ভালভ ও নয় দিনের চিকিৎসার খরচ এখনো বাকি।",
    fr: "Rafi est né avec une valve aortique trop étroite. Les chirurgiens ont fixé l’opération au 4 décembre ; restent à payer la valve et neuf jours de soins.",
  },
  story: {
    en: `
Rafi was born with a narrow aortic valve. The surgeons at the National Heart Foundation have set a date for
4 December. The family has paid for tests; the valve and nine days of care are still to be covered.

He is in class three and keeps a notebook of every bird he sees from the roof. Until last winter he ran home from
school with his cousins. Now he stops on the second landing and waits until his breath comes back. His father repairs
rickshaws near Bahaddarhat, his mother sews school uniforms at home. They have sold a gold chain and the refrigerator,
and they did not want to ask anybody. I teach Rafi mathematics, and I asked whether I might.

**What happens next**

- Blood tests and an echocardiogram in the week before.
- The operation, then two days in intensive care and seven on the ward.
- A year of check-ups and blood thinners, every month at first.

The hospital is paid in three instalments, and I post a photo of each bill here. Whatever is left at the end stays
with the children’s ward.
`,
    bn: `
রাফি সরু মহাধমনী ভালভ নিয়ে জন্মেছিল। ন্যাশনাল হার্ট ফাউন্ডেশনের সার্জনরা ৪ ডিসেম্বর অস্ত্রোপচারের তারিখ দিয়েছেন।
পরীক্ষার খরচ পরিবার দিয়েছে; ভালভ ও নয় দিনের চিকিৎসা বাকি।

রাফি তৃতীয় শ্রেণিতে পড়ে। ছাদে দাঁড়িয়ে যত পাখি দেখে, সব একটা খাতায় লিখে রাখে। গত শীত পর্যন্ত সে চাচাতো ভাইবোনদের
সঙ্গে দৌড়ে স্কুল থেকে ফিরত। এখন দোতলায় উঠতেই থামতে হয়, দম ফিরলে আবার ওঠে। বাবা বহদ্দারহাটের কাছে রিকশা
সারান, মা ঘরে বসে স্কুলের পোশাক সেলাই করেন। একটা সোনার চেইন আর ফ্রিজটা তাঁরা বিক্রি করেছেন; কারও কাছে হাত পাততে চাননি।
আমি রাফিকে অঙ্ক শেখাই। তাঁদের অনুমতি নিয়ে কথাটা আমিই সবাইকে বলছি।

**সামনে যা হবে**

- আগের সপ্তাহে রক্ত পরীক্ষা ও ইকোকার্ডিওগ্রাম।
- অস্ত্রোপচার, তারপর দুই দিন নিবিড় পরিচর্যায় আর সাত দিন ওয়ার্ডে।
- এক বছর নিয়মিত চেক-আপ ও রক্ত পাতলা রাখার ওষুধ, শুরুতে প্রতি মাসে।

হাসপাতালকে তিন কিস্তিতে টাকা দেওয়া হবে। প্রতিটি বিলের ছবি আমি এখানে তুলে দেব। শেষে কিছু বাঁচলে তা হাসপাতালের শিশু
ওয়ার্ডের জন্য থাকবে।
`,
    fr: `
Rafi est né avec une valve aortique trop étroite. Les chirurgiens de la National Heart Foundation ont fixé l’opération
au 4 décembre. La famille a réglé les examens ; restent la valve et neuf jours de soins.

Il est en troisième année d’école et note dans un cahier chaque oiseau qu’il voit du toit. Jusqu’à l’hiver dernier, il
rentrait de l’école en courant avec ses cousins. Maintenant il s’arrête au deuxième palier et attend que le souffle
revienne. Son père répare des rickshaws près de Bahaddarhat, sa mère coud des uniformes d’écolier à la maison. Ils ont
vendu une chaîne en or et le réfrigérateur, et ne voulaient rien demander à personne. J’enseigne les mathématiques à
Rafi ; c’est moi qui leur ai demandé si je pouvais en parler.

**La suite**

- Prises de sang et échographie du cœur la semaine précédente.
- L’opération, puis deux jours en soins intensifs et sept en chambre.
- Un an de contrôles et d’anticoagulants, chaque mois au début.

L’hôpital est payé en trois fois et je publie ici la photo de chaque facture. Ce qui resterait à la fin ira au service
des enfants.
`,
  },
  costs: [
    {
      label: { en: "Aortic valve", bn: "মহাধমনী ভালভ", fr: "Valve aortique" },
      amount: 185_000n,
    },
    {
      label: {
        en: "Operating theatre and surgeons",
        bn: "অপারেশন থিয়েটার ও সার্জন",
        fr: "Bloc opératoire et chirurgiens",
      },
      amount: 145_000n,
    },
    {
      label: {
        en: "Nine days of care, two of them intensive",
        bn: "নয় দিনের পরিচর্যা, দুই দিন নিবিড়",
        fr: "Neuf jours de soins, dont deux intensifs",
      },
      amount: 110_000n,
    },
    {
      label: {
        en: "A year of check-ups and blood thinners",
        bn: "এক বছরের চেক-আপ ও রক্ত পাতলা রাখার ওষুধ",
        fr: "Un an de contrôles et d’anticoagulants",
      },
      amount: 60_000n,
    },
  ],
});
