import { checked } from "../campaign.ts";

export const roofsAfterTheFloodInKurigram = checked({
  slug: "roofs-after-the-flood-in-kurigram",
  kind: "emergency",
  locale: "bn",
  organiser: "Mizanur Rahman",
  beneficiary: "Forty families of Char Jatrapur",
  place: "Kurigram",
  createdAt: "2026-10-03T07:15:00+06:00",
  startsAt: "2026-10-03T09:00:00+06:00",
  endsAt: "2027-02-28T23:59:00+06:00",
  goal: 300_000n,
  suggested: [500n, 1_500n, 4_500n, 9_000n, 22_500n, 45_000n],
  title: {
    en: "Forty roofs and two weeks of rice after the flood in Kurigram",
    bn: "কুড়িগ্রামে বন্যার পর চল্লিশ ঘরের টিনের ছাউনি আর দুই সপ্তাহের খাবার",
    fr: "Quarante toits et deux semaines de riz après la crue de Kurigram",
  },
  summary: {
    en: "The Brahmaputra rose in one night and took the tin roofs of a whole char. Forty families are on the embankment; the boats with the sheets are ready.",
    bn: "এক রাতেই ব্রহ্মপুত্র ফুলে উঠে পুরো চরের টিনের ছাউনি ভাসিয়ে নিয়েছে। চল্লিশটি পরিবার এখন বাঁধের ওপর; টিন নিয়ে যাওয়ার নৌকা তৈরি।",
    fr: "Le Brahmapoutre est monté en une nuit et a emporté les toits de tôle de tout un char. Quarante familles sont sur la digue ; les bateaux sont prêts.",
  },
  story: {
    en: `
On the night of 1 October the Brahmaputra rose by more than a metre. By morning Char Jatrapur had lost its roofs, its
seed rice and most of its goats. Nobody drowned, because the boys of the football club went from house to house with
torches and a drum.

Forty families are on the embankment now, under plastic and saris. The water is going down, and people want to go home
before the nights turn cold. What they need is simple: tin sheets, bamboo, rope, nails, and rice until the nets are
mended and the first work comes.

**How we do it.** The families themselves made the list; it hangs at the tea stall, with what each has received. We buy
the sheets from two dealers in Kurigram at the price of September. Two boats carry them over, and every household signs
or puts a thumb to the paper. One roof, with everything, is about Tk 5,600.

If more comes in than the forty roofs cost, it goes to Char Bhagabatipur downstream, where the list has eleven houses.
I will write here when each boat has gone.
`,
    bn: `
১ অক্টোবরের রাতে ব্রহ্মপুত্রের পানি এক মিটারেরও বেশি বেড়ে যায়। সকালে দেখা গেল, যাত্রাপুর চরের ঘরের ছাউনি, বীজধান আর বেশির ভাগ
ছাগল ভেসে গেছে। কেউ ডুবে মারা যায়নি, কারণ ফুটবল ক্লাবের ছেলেরা টর্চ আর ঢোল নিয়ে ঘরে ঘরে গিয়ে সবাইকে জাগিয়েছিল।

চল্লিশটি পরিবার এখন বাঁধের ওপর, পলিথিন আর শাড়ির নিচে। পানি নামছে; শীত নামার আগেই সবাই বাড়ি ফিরতে চায়। যা দরকার তা সামান্য:
টিন, বাঁশ, দড়ি, পেরেক, আর জাল সারিয়ে আবার কাজে নামা পর্যন্ত চাল-ডাল।

**কাজটা যেভাবে হবে।** তালিকা করেছেন পরিবারগুলো নিজেরাই; চায়ের দোকানে সেটি টাঙানো আছে, কে কী পেলেন তা-ও লেখা থাকে। টিন কিনছি
কুড়িগ্রামের দুই দোকান থেকে, সেপ্টেম্বরের দামে। দুটি নৌকা মাল পার করবে, আর প্রতিটি পরিবার সই বা টিপসই দিয়ে বুঝে নেবে। সব মিলিয়ে
একটি ঘরের ছাউনির খরচ প্রায় ৫,৬০০ টাকা।

চল্লিশটি ঘরের পর টাকা বাঁচলে তা যাবে ভাটির ভগবতীপুর চরে; সেখানকার তালিকায় এগারোটি ঘর। প্রতিটি নৌকা ছাড়লে আমি এখানে লিখে
জানাব।
`,
    fr: `
Dans la nuit du 1er octobre, le Brahmapoutre est monté de plus d’un mètre. Au matin, Char Jatrapur avait perdu ses
toits, son riz de semence et presque toutes ses chèvres. Personne ne s’est noyé : les garçons du club de football
étaient passés de maison en maison avec des lampes et un tambour.

Quarante familles vivent maintenant sur la digue, sous du plastique et des saris. L’eau baisse, et chacun veut rentrer
avant les nuits froides. Il faut des choses simples : des tôles, du bambou, de la corde, des clous, et du riz jusqu’à
ce que les filets soient réparés et le travail revenu.

**Comment nous faisons.** Les familles ont dressé la liste elles-mêmes ; elle est affichée à l’échoppe de thé, avec ce
que chacune a reçu. Nous achetons les tôles chez deux marchands de Kurigram, au prix de septembre. Deux bateaux les
portent, et chaque foyer signe ou pose son pouce. Un toit complet revient à environ 5 600 takas.

S’il vient plus que le prix des quarante toits, le reste ira à Char Bhagabatipur, en aval, où onze maisons sont sur la
liste. J’écrirai ici au départ de chaque bateau.
`,
  },
  costs: [
    {
      label: {
        en: "Tin sheets for 40 roofs at Tk 4,500",
        bn: "৪০টি ঘরের টিন, প্রতিটি ৪,৫০০ টাকা",
        fr: "Tôles pour 40 toits à 4 500 Tk",
      },
      amount: 180_000n,
    },
    {
      label: { en: "Bamboo, rope and nails", bn: "বাঁশ, দড়ি ও পেরেক", fr: "Bambou, corde et clous" },
      amount: 44_000n,
    },
    {
      label: {
        en: "Rice, lentils and oil for two weeks",
        bn: "দুই সপ্তাহের চাল, ডাল ও তেল",
        fr: "Riz, lentilles et huile pour deux semaines",
      },
      amount: 56_000n,
    },
    {
      label: { en: "Boats and loading", bn: "নৌকা ও মাল তোলা", fr: "Bateaux et chargement" },
      amount: 20_000n,
    },
  ],
});
