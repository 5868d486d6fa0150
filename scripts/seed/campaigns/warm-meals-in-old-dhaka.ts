import { checked } from "../campaign.ts";

export const warmMealsInOldDhaka = checked({
  slug: "warm-meals-in-old-dhaka",
  kind: "long_term",
  locale: "en",
  organiser: "Farid Uddin",
  beneficiary: "Forty elders of Sutrapur",
  place: "Dhaka",
  createdAt: "2026-10-30T13:45:00+06:00",
  startsAt: "2026-10-31T08:00:00+06:00",
  endsAt: null,
  goal: 780_000n,
  suggested: [225n, 450n, 900n, 1_800n, 4_500n, 9_000n],
  title: {
    en: "A warm meal every noon for forty elders in Old Dhaka",
    bn: "পুরান ঢাকার চল্লিশজন প্রবীণের জন্য প্রতি দুপুরে গরম খাবার",
    fr: "Un repas chaud chaque midi pour quarante anciens du vieux Dhaka",
  },
  summary: {
    en: "Forty people over seventy live alone in the lanes of Sutrapur. A kitchen cooks for them every day, and whoever carries the meal stays for a while.",
    bn: "সূত্রাপুরের গলিতে সত্তর পেরোনো চল্লিশজন মানুষ একা থাকেন। একটি রান্নাঘর রোজ তাঁদের জন্য রাঁধে, আর যিনি খাবার পৌঁছে দেন, তিনি একটু বসে গল্প করেন।",
    fr: "Dans les ruelles de Sutrapur, quarante personnes de plus de soixante-dix ans vivent seules. Une cuisine prépare leur repas, et qui le porte reste un moment.",
  },
  story: {
    en: `
I cooked for weddings for twenty-six years. When my own mother could no longer stand at the stove, I began to cook a
little more each noon and sent a box to her friend upstairs. Then to the tailor who lives alone, then to the retired
postman. Today there are forty boxes, and a list on the wall with what each person likes.

The food is plain: rice, dal, a vegetable, fish on Mondays and Thursdays, khichuri when it rains. Less salt for eleven
of them, soft food for six. One box costs Tk 45.

The carrying matters as much as the cooking. Ten students take four boxes each and stay for ten minutes. They notice
when a lamp is broken or a medicine has run out. Last winter one of them noticed a fever in time.

**What you give pays for food, gas and rent**, and for the rickshaw when it pours. The students and I take nothing. The
accounts hang beside the list on the wall, and I photograph them for you on the first of each month.
`,
    bn: `
ছাব্বিশ বছর আমি বিয়েবাড়িতে রান্না করেছি। মা যখন আর চুলার পাশে দাঁড়াতে পারতেন না, তখন দুপুরে একটু বেশি করে রাঁধতাম, আর এক
বাটি পাঠাতাম ওপরতলায় তাঁর বান্ধবীকে। তারপর একা থাকা দর্জিকে, তারপর অবসরে যাওয়া ডাকপিয়নকে। এখন চল্লিশটি বাটি, আর দেয়ালে
একটি তালিকা: কে কী পছন্দ করেন।

খাবার সাদাসিধে: ভাত, ডাল, একটি সবজি, সোম ও বৃহস্পতিবার মাছ, বৃষ্টি হলে খিচুড়ি। এগারোজনের জন্য কম লবণ, ছয়জনের জন্য নরম
খাবার। এক বাটির খরচ ৪৫ টাকা।

রান্না যত জরুরি, পৌঁছে দেওয়াও ততটাই। দশজন শিক্ষার্থী চারটি করে বাটি নিয়ে যায়, আর দশ মিনিট বসে। বাতি নষ্ট হলে বা ওষুধ
ফুরালে তারাই প্রথম খেয়াল করে। গত শীতে একজনের জ্বর তারা সময়মতো ধরতে পেরেছিল।

**আপনার দান যায় বাজার, গ্যাস আর ঘরভাড়ায়**, আর ঝুম বৃষ্টিতে রিকশাভাড়ায়। শিক্ষার্থীরা বা আমি কিছু নিই না। তালিকার পাশেই
দেয়ালে হিসাব টাঙানো থাকে; প্রতি মাসের এক তারিখে তার ছবি এখানে দিই।
`,
    fr: `
J’ai cuisiné pour des mariages pendant vingt-six ans. Quand ma mère n’a plus pu tenir debout devant le fourneau, j’ai
préparé un peu plus chaque midi et envoyé une gamelle à son amie du dessus. Puis au tailleur qui vit seul, puis au
facteur à la retraite. Aujourd’hui il y a quarante gamelles, et au mur une liste de ce que chacun aime.

La cuisine est simple : riz, lentilles, un légume, du poisson le lundi et le jeudi, du khichuri quand il pleut. Moins
de sel pour onze d’entre eux, des plats tendres pour six. Un repas coûte 45 takas.

Porter compte autant que cuisiner. Dix étudiants prennent quatre gamelles chacun et restent dix minutes. Ils voient
quand une lampe est cassée ou qu’un médicament manque. L’hiver dernier, l’un d’eux a remarqué une fièvre à temps.

**Votre don paie la nourriture, le gaz et le loyer**, et le rickshaw les jours de grande pluie. Les étudiants et moi ne
prenons rien. Les comptes sont affichés à côté de la liste, et je les photographie pour vous le premier du mois.
`,
  },
  costs: [
    {
      label: {
        en: "40 meals a day for a year at Tk 45",
        bn: "এক বছর রোজ ৪০ বেলা খাবার, প্রতি বেলা ৪৫ টাকা",
        fr: "40 repas par jour pendant un an à 45 Tk",
      },
      amount: 657_000n,
    },
    {
      label: {
        en: "Gas and rent of the kitchen",
        bn: "রান্নাঘরের গ্যাস ও ভাড়া",
        fr: "Gaz et loyer de la cuisine",
      },
      amount: 96_000n,
    },
    {
      label: {
        en: "Boxes, and rickshaws on rainy days",
        bn: "বাটি, আর বৃষ্টির দিনের রিকশা",
        fr: "Gamelles, et rickshaws les jours de pluie",
      },
      amount: 27_000n,
    },
  ],
});
