import { checked } from "../campaign.ts";

export const brailleBooksForRajshahi = checked({
  slug: "braille-books-for-rajshahi",
  kind: "education",
  locale: "fr",
  organiser: "Camille Fournier",
  beneficiary: "The pupils of the Padma house for blind children",
  place: "Rajshahi",
  createdAt: "2026-11-15T16:30:00+06:00",
  startsAt: "2026-11-16T08:00:00+06:00",
  endsAt: "2027-08-31T23:59:00+06:00",
  goal: 280_000n,
  suggested: [200n, 500n, 1_000n, 2_000n, 5_000n, 10_000n],
  title: {
    en: "Story books in Braille for forty pupils in Rajshahi",
    bn: "রাজশাহীর চল্লিশজন শিক্ষার্থীর জন্য ব্রেইলে গল্পের বই",
    fr: "Des livres d’histoires en braille pour quarante élèves de Rajshahi",
  },
  summary: {
    en: "The house has school books in Braille and not one story. With an embosser and three hundred volumes, forty children can read for pleasure.",
    bn: "এখানে ব্রেইলে পাঠ্যবই আছে, কিন্তু একটিও গল্পের বই নেই। একটি ব্রেইল প্রিন্টার আর তিনশ বই হলে চল্লিশটি শিশু আনন্দের জন্য পড়তে পারবে।",
    fr: "La maison a des manuels en braille, mais pas une seule histoire. Avec une embosseuse et trois cents volumes, quarante enfants liront pour le plaisir.",
  },
  story: {
    en: `
I came to Rajshahi to teach French for a year and stayed for four. On Fridays I read aloud at the Padma house, where
forty blind children live during the school year. One evening Mitu, who is eleven, asked me to leave the book with her
overnight. I had to say that she could not read it, because it was printed in ink.

The house owns school books in Braille, worn smooth by many fingers, and not one story. The nearest press has a waiting
list of a year. So we want to make the books here:

- a refurbished embosser, with two years of service from the workshop in Dhaka;
- paper and binding for three hundred volumes: folk tales, Sukumar Ray’s nonsense verse, a book of the stars;
- two blind teachers who check every page and are paid for it.

The pupils chose the first twenty titles by vote. The machine stays in the library, and the older ones will learn to
run it. Every volume carries a number, and the list is public.
`,
    bn: `
এক বছরের জন্য ফরাসি পড়াতে রাজশাহী এসেছিলাম, থেকে গেছি চার বছর। শুক্রবারে আমি পদ্মা নিবাসে গল্প পড়ে শোনাই; শিক্ষাবর্ষজুড়ে
চল্লিশজন দৃষ্টিহীন শিশু সেখানে থাকে। এক সন্ধ্যায় এগারো বছরের মিতু বলল, বইটা কি আজ রাতে তার কাছে রেখে যাওয়া যায়। আমাকে
বলতে হলো, কালির ছাপা বই সে পড়তে পারবে না।

নিবাসে ব্রেইলের পাঠ্যবই আছে, বহু আঙুলের ছোঁয়ায় মসৃণ হয়ে যাওয়া; কিন্তু একটিও গল্পের বই নেই। সবচেয়ে কাছের ছাপাখানায় এক
বছরের অপেক্ষা। তাই বই আমরা এখানেই বানাতে চাই:

- একটি রিকন্ডিশন্ড ব্রেইল প্রিন্টার, ঢাকার কারখানার দুই বছরের সার্ভিসসহ;
- তিনশ বইয়ের কাগজ ও বাঁধাই: লোককাহিনি, সুকুমার রায়ের ছড়া, তারার বই;
- দুজন দৃষ্টিহীন শিক্ষক, যাঁরা প্রতিটি পাতা মিলিয়ে দেখবেন এবং তার পারিশ্রমিক পাবেন।

প্রথম কুড়িটি বই শিক্ষার্থীরা ভোট দিয়ে বেছেছে। যন্ত্রটি পাঠাগারেই থাকবে, বড়রা সেটি চালাতে শিখবে। প্রতিটি বইয়ের একটি নম্বর
থাকবে, আর তালিকাটি সবার জন্য খোলা থাকবে।
`,
    fr: `
Je suis venue à Rajshahi enseigner le français pour un an ; j’y suis restée quatre. Le vendredi, je fais la lecture à
la maison Padma, où quarante enfants aveugles vivent pendant l’année scolaire. Un soir, Mitu, onze ans, m’a demandé de
lui laisser le livre pour la nuit. J’ai dû répondre qu’elle ne pourrait pas le lire : il était imprimé à l’encre.

La maison possède des manuels en braille, polis par des dizaines de doigts, et pas une seule histoire. L’imprimerie la
plus proche a un an d’attente. Nous voulons donc fabriquer les livres sur place :

- une embosseuse remise à neuf, avec deux ans d’entretien par l’atelier de Dhaka ;
- le papier et la reliure de trois cents volumes : contes populaires, poèmes fantaisistes de Sukumar Ray, un livre des étoiles ;
- deux professeurs aveugles qui relisent chaque page et sont payés pour ce travail.

Les élèves ont choisi les vingt premiers titres par un vote. La machine restera dans la bibliothèque et les plus grands
apprendront à s’en servir. Chaque volume porte un numéro, et la liste est publique.
`,
  },
  costs: [
    {
      label: {
        en: "Refurbished Braille embosser with service",
        bn: "রিকন্ডিশন্ড ব্রেইল প্রিন্টার, সার্ভিসসহ",
        fr: "Embosseuse remise à neuf, avec entretien",
      },
      amount: 165_000n,
    },
    {
      label: {
        en: "Braille paper for 300 volumes",
        bn: "৩০০ বইয়ের ব্রেইল কাগজ",
        fr: "Papier braille pour 300 volumes",
      },
      amount: 48_000n,
    },
    {
      label: { en: "Binding and covers", bn: "বাঁধাই ও মলাট", fr: "Reliure et couvertures" },
      amount: 27_000n,
    },
    {
      label: {
        en: "Proofreading by two blind teachers",
        bn: "দুজন দৃষ্টিহীন শিক্ষকের প্রুফ দেখা",
        fr: "Relecture par deux professeurs aveugles",
      },
      amount: 40_000n,
    },
  ],
});
