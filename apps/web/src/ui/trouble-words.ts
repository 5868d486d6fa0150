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
