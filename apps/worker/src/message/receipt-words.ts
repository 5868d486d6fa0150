import type { Locale } from "@careforall/domain/shared";

type Words = {
  readonly subject: (amount: string, title: string) => string;
  readonly thanks: (name: string | null) => string;
  readonly received: (amount: string, title: string) => string;
  readonly gift: string;
  readonly tip: string;
  readonly feeCover: string;
  readonly total: string;
  readonly left: string;
  readonly method: string;
  readonly date: string;
  readonly reference: string;
  readonly providerReference: string;
  readonly number: string;
  /** Stands before the subject of a receipt that is sent once more. */
  readonly copy: string;
  readonly see: string;
  readonly seeReceipt: string;
  readonly statement: string;
  readonly methods: Record<string, string>;
};

const METHODS = { bkash: "bKash", nagad: "Nagad", rocket: "Rocket", upay: "Upay" };

export const RECEIPT_WORDS: Record<Locale, Words> = {
  en: {
    subject: (amount, title) => `Receipt: ${amount} for ${title}`,
    thanks: (name) => (name === null ? "Thank you" : `Thank you, ${name}`),
    received: (amount, title) =>
      `We have received your gift of ${amount} for “${title}”. It is in our books and counted.`,
    gift: "Your gift",
    tip: "For CareForAll’s own costs",
    feeCover: "To cover the payment fee",
    total: "You paid",
    left: "Left after what went back to you",
    method: "Paid with",
    date: "Date",
    reference: "Our reference",
    providerReference: "Payment reference",
    number: "Receipt number",
    copy: "Copy",
    see: "See your gift",
    seeReceipt: "Your receipt as a page and as PDF",
    statement: "On your statement the payment is named CareForAll. Keep this mail as your receipt.",
    methods: { ...METHODS, card: "Card" },
  },
  bn: {
    subject: (amount, title) => `রসিদ: ${title} — ${amount}`,
    thanks: (name) => (name === null ? "ধন্যবাদ" : `ধন্যবাদ, ${name}`),
    received: (amount, title) => `“${title}”-এর জন্য আপনার ${amount} দান আমরা পেয়েছি। এটি আমাদের হিসাবে তোলা হয়েছে।`,
    gift: "আপনার দান",
    tip: "কেয়ারফরঅলের নিজস্ব খরচের জন্য",
    feeCover: "পেমেন্ট ফি বাবদ",
    total: "আপনি দিয়েছেন",
    left: "ফেরতের পরে বাকি",
    method: "মাধ্যম",
    date: "তারিখ",
    reference: "আমাদের রেফারেন্স",
    providerReference: "পেমেন্ট রেফারেন্স",
    number: "রসিদ নম্বর",
    copy: "অনুলিপি",
    see: "আপনার দান দেখুন",
    seeReceipt: "আপনার রসিদ: পাতা ও PDF",
    statement: "আপনার স্টেটমেন্টে পেমেন্টটি CareForAll নামে থাকবে। এই মেইলটি রসিদ হিসেবে রেখে দিন।",
    methods: { bkash: "বিকাশ", nagad: "নগদ", rocket: "রকেট", upay: "উপায়", card: "কার্ড" },
  },
  fr: {
    subject: (amount, title) => `Reçu : ${amount} pour ${title}`,
    thanks: (name) => (name === null ? "Merci" : `Merci, ${name}`),
    received: (amount, title) =>
      `Nous avons bien reçu votre don de ${amount} pour « ${title} ». Il est dans nos comptes.`,
    gift: "Votre don",
    tip: "Pour les frais de CareForAll",
    feeCover: "Pour couvrir les frais de paiement",
    total: "Vous avez payé",
    left: "Reste après ce qui vous a été rendu",
    method: "Moyen de paiement",
    date: "Date",
    reference: "Notre référence",
    providerReference: "Référence du paiement",
    number: "Numéro du reçu",
    copy: "Copie",
    see: "Voir votre don",
    seeReceipt: "Votre reçu en page et en PDF",
    statement: "Sur votre relevé, le paiement porte le nom CareForAll. Gardez ce message comme reçu.",
    methods: { ...METHODS, card: "Carte" },
  },
};
