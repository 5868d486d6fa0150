import { checked } from "../campaign.ts";

export const boatSchoolInTheHaor = checked({
  slug: "boat-school-in-the-haor",
  kind: "education",
  locale: "bn",
  organiser: "Hasan Mahmud",
  beneficiary: "Sixty children of Tahirpur",
  place: "Sunamganj",
  createdAt: "2026-10-11T11:40:00+06:00",
  startsAt: "2026-10-12T08:00:00+06:00",
  endsAt: "2027-05-31T23:59:00+06:00",
  goal: 380_000n,
  suggested: [250n, 700n, 1_500n, 3_000n, 7_000n, 21_000n],
  title: {
    en: "A school that floats when the haor becomes a sea",
    bn: "হাওরে পানি এলে ভাসবে যে স্কুল",
    fr: "Une école qui flotte quand le haor devient une mer",
  },
  summary: {
    en: "For five months a year the villages of the haor are islands. A boat with benches, a roof and two teachers can come to sixty children every morning.",
    bn: "বছরের পাঁচ মাস হাওরের গ্রামগুলো দ্বীপ হয়ে থাকে। বেঞ্চ, ছাউনি আর দুজন শিক্ষক নিয়ে একটি নৌকা রোজ সকালে ষাটটি শিশুর কাছে যেতে পারে।",
    fr: "Cinq mois par an, les villages du haor sont des îles. Un bateau avec des bancs, un toit et deux maîtres peut rejoindre soixante enfants chaque matin.",
  },
  story: {
    en: `
From June to October the fields of Tahirpur lie under three metres of water. The road to the school disappears, and a
trip by hired boat costs more than a family earns before noon. So the children stay at home, and in November each class
begins again where it was in May.

Two years ago we borrowed a cargo boat for one month, put mats on the deck and taught under a tarpaulin. Twenty-six
children came the first day. On the last day there were fifty-eight, and an old man who wanted to learn to sign his
name.

Now we want a boat of our own, built in the yard at Dharmapasha before the water rises:

- a steel hull of fourteen metres with a proper roof and railings;
- benches for thirty, so two shifts of thirty children each;
- a solar panel for light, a fan and the loudspeaker;
- life jackets in children’s sizes.

Two teachers from the villages have agreed, and so has a boatman who knows every channel. Lessons follow the national
curriculum, so nobody falls behind when the road comes back.
`,
    bn: `
জুন থেকে অক্টোবর পর্যন্ত তাহিরপুরের মাঠ তিন মিটার পানির নিচে থাকে। স্কুলে যাওয়ার রাস্তা হারিয়ে যায়, আর ভাড়ার নৌকায় একবার
যেতে যা লাগে, দুপুর পর্যন্ত খেটেও একটি পরিবার তা আয় করে না। তাই শিশুরা ঘরেই থাকে, আর নভেম্বরে প্রতিটি ক্লাস আবার শুরু হয়
মে মাসের জায়গা থেকে।

দুই বছর আগে আমরা এক মাসের জন্য একটি মালবাহী নৌকা চেয়ে নিয়েছিলাম। পাটাতনে মাদুর পেতে, ত্রিপলের নিচে পড়িয়েছি। প্রথম দিন এল
ছাব্বিশজন। শেষ দিন ছিল আটান্নজন শিশু, আর একজন বৃদ্ধ, যিনি নিজের নাম সই করা শিখতে চেয়েছিলেন।

এবার আমরা নিজেদের একটি নৌকা চাই। পানি ওঠার আগেই ধর্মপাশার ঘাটে সেটি তৈরি হবে:

- চৌদ্দ মিটার লম্বা ইস্পাতের নৌকা, ভালো ছাউনি আর রেলিংসহ;
- ত্রিশজনের বেঞ্চ, দুই শিফটে ষাটটি শিশু;
- আলো, পাখা ও লাউডস্পিকারের জন্য সোলার প্যানেল;
- শিশুদের মাপের লাইফ জ্যাকেট।

গ্রামেরই দুজন শিক্ষক রাজি হয়েছেন, আর একজন মাঝি, যিনি সব খাল চেনেন। পড়ানো হবে জাতীয় পাঠ্যক্রম ধরে, যাতে রাস্তা জেগে উঠলে
কেউ পিছিয়ে না থাকে।
`,
    fr: `
De juin à octobre, les champs de Tahirpur sont sous trois mètres d’eau. Le chemin de l’école disparaît, et un trajet en
barque louée coûte plus qu’une famille ne gagne avant midi. Les enfants restent donc à la maison, et en novembre chaque
classe reprend là où elle en était en mai.

Il y a deux ans, nous avons emprunté un bateau de marchandises pendant un mois, posé des nattes sur le pont et fait
classe sous une bâche. Vingt-six enfants sont venus le premier jour. Le dernier, ils étaient cinquante-huit, avec un
vieil homme qui voulait apprendre à signer son nom.

Nous voulons maintenant notre propre bateau, construit au chantier de Dharmapasha avant la montée des eaux :

- une coque d’acier de quatorze mètres, avec un vrai toit et des rambardes ;
- des bancs pour trente élèves, donc deux groupes de trente ;
- un panneau solaire pour la lumière, un ventilateur et le haut-parleur ;
- des gilets de sauvetage à la taille des enfants.

Deux maîtres des villages ont accepté, et un batelier qui connaît chaque chenal. Les leçons suivent le programme
national : personne n’aura de retard quand le chemin reviendra.
`,
  },
  costs: [
    {
      label: {
        en: "Steel hull, roof and railings",
        bn: "ইস্পাতের নৌকা, ছাউনি ও রেলিং",
        fr: "Coque d’acier, toit et rambardes",
      },
      amount: 190_000n,
    },
    {
      label: {
        en: "Solar panel, battery and lights",
        bn: "সোলার প্যানেল, ব্যাটারি ও আলো",
        fr: "Panneau solaire, batterie et éclairage",
      },
      amount: 45_000n,
    },
    {
      label: {
        en: "Benches, blackboards and books",
        bn: "বেঞ্চ, ব্ল্যাকবোর্ড ও বই",
        fr: "Bancs, tableaux et livres",
      },
      amount: 40_000n,
    },
    {
      label: {
        en: "Two teachers for six months",
        bn: "দুজন শিক্ষকের ছয় মাসের বেতন",
        fr: "Deux maîtres pendant six mois",
      },
      amount: 84_000n,
    },
    {
      label: {
        en: "Boatman and life jackets",
        bn: "মাঝি ও লাইফ জ্যাকেট",
        fr: "Batelier et gilets de sauvetage",
      },
      amount: 21_000n,
    },
  ],
});
