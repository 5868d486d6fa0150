import type { Locale } from "@careforall/domain/shared";

type TroubleWords = { readonly title: string; readonly body: string; readonly action: string };

/** The words of the error page. They travel with it, because a page that broke may not have reached its messages. */
export const TROUBLE_WORDS: Readonly<Record<Locale, TroubleWords>> = {
  en: {
    title: "This page cannot be shown at the moment",
    body: "The fault is on our side. A gift that you have paid is safe: its own page will show it as soon as we are back.",
    action: "Try again",
  },
  bn: {
    title: "পাতাটি এই মুহূর্তে দেখানো যাচ্ছে না",
    body: "সমস্যাটি আমাদের দিকে। আপনি যে দান করেছেন তা নিরাপদ: আমরা ফিরলেই দানের নিজস্ব পাতায় তা দেখা যাবে।",
    action: "আবার চেষ্টা করুন",
  },
  fr: {
    title: "Cette page ne peut pas être affichée pour le moment",
    body: "Le problème vient de chez nous. Un don que vous avez payé est en sûreté : sa page le montrera dès notre retour.",
    action: "Réessayer",
  },
};

/** For a page that had no turn at our books, because very many people came at once. */
export const BUSY_WORDS: Readonly<Record<Locale, TroubleWords>> = {
  en: {
    title: "Very many people are here right now",
    body: "This page did not get its turn. A gift that you have paid is safe. Please try again in a moment.",
    action: "Try again",
  },
  bn: {
    title: "এই মুহূর্তে এখানে অনেক মানুষ",
    body: "এই পাতাটির পালা আসেনি। আপনি যে দান করেছেন তা নিরাপদ। একটু পরে আবার চেষ্টা করুন।",
    action: "আবার চেষ্টা করুন",
  },
  fr: {
    title: "Il y a beaucoup de monde en ce moment",
    body: "Cette page n’a pas eu son tour. Un don que vous avez payé est en sûreté. Réessayez dans un instant.",
    action: "Réessayer",
  },
};

/** For a file that somebody asked for again and again. */
export const TOO_OFTEN_WORDS: Readonly<Record<Locale, TroubleWords>> = {
  en: {
    title: "That was a little too often",
    body: "You asked for many files in a short time. Nothing was changed. Please wait a minute, then try again.",
    action: "Try again",
  },
  bn: {
    title: "একটু বেশি ঘন ঘন হয়ে গেছে",
    body: "আপনি অল্প সময়ে অনেক ফাইল চেয়েছেন। কিছুই বদলায়নি। এক মিনিট অপেক্ষা করে আবার চেষ্টা করুন।",
    action: "আবার চেষ্টা করুন",
  },
  fr: {
    title: "C’était un peu trop souvent",
    body: "Vous avez demandé beaucoup de fichiers en peu de temps. Rien n’a été changé. Attendez une minute, puis réessayez.",
    action: "Réessayer",
  },
};

/** For a file that is so large that we do not read it to its end. */
export const TOO_LARGE_WORDS: Readonly<Record<Locale, TroubleWords>> = {
  en: {
    title: "This file is too large",
    body: "A picture may have at most 5 MB. Nothing was changed. Take a smaller one, or make this one smaller first.",
    action: "Back",
  },
  bn: {
    title: "ফাইলটি অনেক বড়",
    body: "একটি ছবি সর্বোচ্চ ৫ এমবি হতে পারে। কিছুই বদলানো হয়নি। ছোট একটি ছবি নিন, অথবা আগে এটি ছোট করে নিন।",
    action: "ফিরে যান",
  },
  fr: {
    title: "Ce fichier est trop lourd",
    body: "Une image peut peser au plus 5 Mo. Rien n’a été modifié. Choisissez-en une plus légère, ou réduisez d’abord celle-ci.",
    action: "Retour",
  },
};

/** For a form that we could not serve, for whatever reason: everything that was typed goes with the button. */
export const UNSENT_FORM_WORDS: Readonly<Record<Locale, TroubleWords>> = {
  en: {
    title: "We could not take your gift just now",
    body: "You have not been charged, and what you typed is kept on this page. Please send it again in a moment: however often you send it, it is one gift.",
    action: "Send again",
  },
  bn: {
    title: "এই মুহূর্তে আপনার দান নিতে পারিনি",
    body: "আপনার কোনো টাকা কাটা হয়নি, আর যা লিখেছেন তা এই পাতায় রাখা আছে। একটু পরে আবার পাঠান: যতবারই পাঠান, দান একটিই।",
    action: "আবার পাঠান",
  },
  fr: {
    title: "Nous n’avons pas pu prendre votre don",
    body: "Rien n’a été débité, et ce que vous avez écrit est gardé sur cette page. Renvoyez-le dans un instant : quel que soit le nombre d’envois, c’est un seul don.",
    action: "Renvoyer",
  },
};

/** On the way to the sign-in provider; `{name}` is its name. */
export const ONWARDS_WORDS: Readonly<Record<Locale, TroubleWords>> = {
  en: {
    title: "On to {name}",
    body: "You sign in there and come back here.",
    action: "Go on, if nothing happens",
  },
  bn: {
    title: "{name}-এ যাচ্ছি",
    body: "সেখানে সাইন ইন করে আপনি এখানে ফিরে আসবেন।",
    action: "কিছু না হলে এগিয়ে যান",
  },
  fr: {
    title: "Vers {name}",
    body: "Vous vous y connectez, puis vous revenez ici.",
    action: "Continuer, si rien ne se passe",
  },
};
