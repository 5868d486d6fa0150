import type { AccountTemplate } from "@careforall/api/message";
import type { Locale } from "@careforall/domain/shared";
import type { Letter } from "./account-words.ts";

type FactorTemplate = Extract<
  AccountTemplate,
  "factor_added" | "factor_removed" | "recovery_code_used" | "codes_guessed"
>;

/** What owners are told of their second factors. */
export const FACTOR_WORDS: Record<Locale, Record<FactorTemplate, Letter>> = {
  en: {
    factor_added: {
      subject: "A way to sign in was added",
      heading: "A way to sign in was added",
      lines: [
        "An authenticator app, a passkey or new recovery codes were set up for your account.",
        "If it was not you, set a new password at once, and take away on the page below what you do not know.",
      ],
      link: "Look at my ways to sign in",
    },
    factor_removed: {
      subject: "A way to sign in was taken away",
      heading: "A way to sign in was taken away",
      lines: [
        "An authenticator app or a passkey of your account was taken away.",
        "If it was not you, set a new password at once, and set the second factor up again.",
      ],
      link: "Look at my ways to sign in",
    },
    recovery_code_used: {
      subject: "A recovery code was used",
      heading: "A recovery code was used",
      lines: [
        "One of the recovery codes of your account was used. It does not work again.",
        "If it was not you, set a new password at once and make new codes.",
      ],
      link: "Make new codes",
    },
    codes_guessed: {
      subject: "Somebody typed wrong codes",
      heading: "Somebody typed wrong codes",
      lines: [
        "Somebody who knows your password typed wrong codes of your authenticator app. We take no further ones for a quarter of an hour.",
        "If it was not you, set a new password at once: somebody else knows the present one.",
      ],
      link: "Set a new password",
    },
  },
  bn: {
    factor_added: {
      subject: "সাইন ইনের একটি উপায় যোগ হয়েছে",
      heading: "সাইন ইনের একটি উপায় যোগ হয়েছে",
      lines: [
        "আপনার অ্যাকাউন্টে একটি অথেনটিকেটর অ্যাপ, পাসকি বা নতুন উদ্ধার কোড যোগ হয়েছে।",
        "আপনি না করে থাকলে এখনই নতুন পাসওয়ার্ড দিন, এবং নিচের পাতায় অচেনা উপায়টি সরিয়ে দিন।",
      ],
      link: "সাইন ইনের উপায়গুলো দেখুন",
    },
    factor_removed: {
      subject: "সাইন ইনের একটি উপায় সরানো হয়েছে",
      heading: "সাইন ইনের একটি উপায় সরানো হয়েছে",
      lines: [
        "আপনার অ্যাকাউন্ট থেকে একটি অথেনটিকেটর অ্যাপ বা পাসকি সরানো হয়েছে।",
        "আপনি না করে থাকলে এখনই নতুন পাসওয়ার্ড দিন, এবং দ্বিতীয় ধাপ আবার চালু করুন।",
      ],
      link: "সাইন ইনের উপায়গুলো দেখুন",
    },
    recovery_code_used: {
      subject: "একটি উদ্ধার কোড ব্যবহার হয়েছে",
      heading: "একটি উদ্ধার কোড ব্যবহার হয়েছে",
      lines: [
        "আপনার অ্যাকাউন্টের একটি উদ্ধার কোড ব্যবহার হয়েছে। সেটি আর কাজ করবে না।",
        "আপনি না করে থাকলে এখনই নতুন পাসওয়ার্ড দিন এবং নতুন কোড নিন।",
      ],
      link: "নতুন কোড নিন",
    },
    codes_guessed: {
      subject: "কেউ ভুল কোড লিখেছে",
      heading: "কেউ ভুল কোড লিখেছে",
      lines: [
        "আপনার পাসওয়ার্ড জানে এমন কেউ অথেনটিকেটর অ্যাপের ভুল কোড লিখেছে। পনেরো মিনিট আমরা আর কোনো কোড নেব না।",
        "আপনি না হলে এখনই নতুন পাসওয়ার্ড দিন: বর্তমানটি অন্য কেউ জানে।",
      ],
      link: "নতুন পাসওয়ার্ড দিন",
    },
  },
  fr: {
    factor_added: {
      subject: "Un moyen de connexion a été ajouté",
      heading: "Un moyen de connexion a été ajouté",
      lines: [
        "Une application d’authentification, une clé d’accès ou de nouveaux codes de secours ont été ajoutés à votre compte.",
        "Si ce n’était pas vous, changez tout de suite de mot de passe et retirez sur la page ci-dessous ce que vous ne connaissez pas.",
      ],
      link: "Voir mes moyens de connexion",
    },
    factor_removed: {
      subject: "Un moyen de connexion a été retiré",
      heading: "Un moyen de connexion a été retiré",
      lines: [
        "Une application d’authentification ou une clé d’accès de votre compte a été retirée.",
        "Si ce n’était pas vous, changez tout de suite de mot de passe et rétablissez le second facteur.",
      ],
      link: "Voir mes moyens de connexion",
    },
    recovery_code_used: {
      subject: "Un code de secours a été utilisé",
      heading: "Un code de secours a été utilisé",
      lines: [
        "Un des codes de secours de votre compte a été utilisé. Il ne fonctionne plus.",
        "Si ce n’était pas vous, changez tout de suite de mot de passe et créez de nouveaux codes.",
      ],
      link: "Créer de nouveaux codes",
    },
    codes_guessed: {
      subject: "Quelqu’un a saisi de faux codes",
      heading: "Quelqu’un a saisi de faux codes",
      lines: [
        "Quelqu’un qui connaît votre mot de passe a saisi de faux codes de votre application. Nous n’en acceptons plus pendant un quart d’heure.",
        "Si ce n’était pas vous, changez tout de suite de mot de passe : quelqu’un d’autre le connaît.",
      ],
      link: "Choisir un nouveau mot de passe",
    },
  },
};
