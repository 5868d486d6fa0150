import type { Locale } from "@careforall/domain/shared";

/** What a letter says of a gift: the truth about the money, and nothing in between. */
export type GiftState =
  | "received"
  | "held"
  | "refunded"
  | "being_confirmed"
  | "not_charged"
  | "not_begun"
  | "unknown";

type Words = {
  readonly find: {
    readonly subject: string;
    readonly heading: string;
    readonly lead: string;
    readonly states: Readonly<Record<GiftState, string>>;
    /** The label of the link to a gift's own page. */
    readonly see: string;
    readonly more: string;
  };
  readonly erase: {
    readonly subject: string;
    readonly heading: string;
    readonly lines: readonly string[];
    readonly link: string;
  };
};

const en: Words = {
  find: {
    subject: "Your gifts at CareForAll",
    heading: "Your gifts",
    lead: "Somebody asked for the gifts that were made with this address. We have just asked the payment providers, so this is how they stand now.",
    states: {
      received: "The money has arrived.",
      held: "The money has arrived; a person looks at it before it is counted.",
      refunded: "The money has been given back to you.",
      being_confirmed: "The payment is being confirmed. Please do not pay again.",
      not_charged: "You have not been charged.",
      not_begun: "This gift has not been paid yet. You have not been charged.",
      unknown: "The provider does not answer yet. We keep asking; please do not pay again.",
    },
    see: "See this gift",
    more: "Whoever has one of these links can see that gift, so keep this letter to yourself. The newest gifts are listed, ten at most. If you did not ask, you need not do anything: nobody else got these links.",
  },
  erase: {
    subject: "Erase what we know about you",
    heading: "Erase your data",
    lines: [
      "Somebody asked us to forget the name, the address and the words that were given with this address. If it was you, open the link and confirm.",
      "Amounts and dates of gifts stay in the books, without a name. It cannot be undone. The link works once, for an hour. If it was not you, do nothing.",
    ],
    link: "Go on to erasing",
  },
};

const bn: Words = {
  find: {
    subject: "কেয়ারফরঅলে আপনার দান",
    heading: "আপনার দান",
    lead: "এই ঠিকানা দিয়ে করা দানগুলো জানতে চাওয়া হয়েছে। আমরা এইমাত্র পেমেন্ট প্রতিষ্ঠানকে জিজ্ঞেস করেছি, এখন অবস্থা এই।",
    states: {
      received: "টাকা এসে গেছে।",
      held: "টাকা এসে গেছে; গোনার আগে একজন মানুষ দেখছেন।",
      refunded: "টাকা আপনাকে ফেরত দেওয়া হয়েছে।",
      being_confirmed: "পেমেন্ট নিশ্চিত করা হচ্ছে। দয়া করে আবার টাকা দেবেন না।",
      not_charged: "আপনার কাছ থেকে কোনো টাকা নেওয়া হয়নি।",
      not_begun: "এই দানের টাকা এখনো দেওয়া হয়নি। আপনার কাছ থেকে কিছু নেওয়া হয়নি।",
      unknown: "পেমেন্ট প্রতিষ্ঠান এখনো উত্তর দেয়নি। আমরা জিজ্ঞেস করে যাচ্ছি; দয়া করে আবার টাকা দেবেন না।",
    },
    see: "এই দানটি দেখুন",
    more: "যার কাছে এই লিংক আছে সে ওই দানটি দেখতে পারে, তাই চিঠিটি নিজের কাছে রাখুন। সবচেয়ে নতুন দানগুলো আছে, সর্বোচ্চ দশটি। আপনি না চেয়ে থাকলে কিছু করতে হবে না: লিংকগুলো আর কেউ পায়নি।",
  },
  erase: {
    subject: "আপনার তথ্য মুছে ফেলা",
    heading: "আপনার তথ্য মুছে ফেলুন",
    lines: [
      "এই ঠিকানার সঙ্গে দেওয়া নাম, ঠিকানা ও কথাগুলো মুছে ফেলতে বলা হয়েছে। আপনি বলে থাকলে লিংকটি খুলে নিশ্চিত করুন।",
      "দানের পরিমাণ ও তারিখ হিসাবে থেকে যায়, নাম ছাড়া। এটি আর ফেরানো যায় না। লিংকটি একবার, এক ঘণ্টার মধ্যে কাজ করে। আপনি না হলে কিছু করবেন না।",
    ],
    link: "মুছে ফেলতে এগিয়ে যান",
  },
};

const fr: Words = {
  find: {
    subject: "Vos dons chez CareForAll",
    heading: "Vos dons",
    lead: "Quelqu’un a demandé les dons faits avec cette adresse. Nous venons d’interroger les prestataires de paiement : voici où ils en sont.",
    states: {
      received: "L’argent est arrivé.",
      held: "L’argent est arrivé ; une personne le regarde avant de le compter.",
      refunded: "L’argent vous a été rendu.",
      being_confirmed: "Le paiement est en cours de confirmation. Ne payez pas une seconde fois.",
      not_charged: "Rien ne vous a été débité.",
      not_begun: "Ce don n’a pas encore été payé. Rien ne vous a été débité.",
      unknown:
        "Le prestataire ne répond pas encore. Nous continuons à demander ; ne payez pas une seconde fois.",
    },
    see: "Voir ce don",
    more: "Quiconque a un de ces liens peut voir ce don : gardez cette lettre pour vous. Les dons les plus récents y sont, dix au plus. Si vous n’avez rien demandé, ne faites rien : personne d’autre n’a reçu ces liens.",
  },
  erase: {
    subject: "Effacer ce que nous savons de vous",
    heading: "Effacer vos données",
    lines: [
      "Quelqu’un nous a demandé d’oublier le nom, l’adresse et les mots donnés avec cette adresse. Si c’est vous, ouvrez le lien et confirmez.",
      "Les montants et les dates des dons restent dans les comptes, sans nom. C’est définitif. Le lien marche une fois, pendant une heure. Si ce n’est pas vous, ne faites rien.",
    ],
    link: "Continuer vers l’effacement",
  },
};

export const GUEST_WORDS: Record<Locale, Words> = { en, bn, fr };
