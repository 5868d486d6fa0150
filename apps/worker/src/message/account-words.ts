import type { AccountTemplate } from "@careforall/api/message";
import type { Locale } from "@careforall/domain/shared";
import { FACTOR_WORDS } from "./factor-words.ts";

/** One letter: what happened, what to do, and what to do if it was not you. `link` is the label of the one button. */
export type Letter = {
  readonly subject: string;
  readonly heading: string;
  readonly lines: readonly string[];
  readonly link: string;
};

const en: Record<AccountTemplate, Letter> = {
  ...FACTOR_WORDS.en,
  verify_email: {
    subject: "Confirm your e-mail address",
    heading: "Confirm your address",
    lines: [
      "Somebody opened an account at CareForAll with this address. If it was you, open the link and type the password that you chose.",
      "The link works once, for 24 hours. If it was not you, do nothing: without your click there is no account.",
    ],
    link: "Confirm the address",
  },
  reset_password: {
    subject: "Set a new password",
    heading: "Set a new password",
    lines: [
      "Somebody asked for a new password for your account. Open the link to set one; you will be signed out everywhere.",
      "The link works once, for 30 minutes. If it was not you, do nothing: your password stays as it is.",
    ],
    link: "Set a new password",
  },
  change_email: {
    subject: "Confirm your new e-mail address",
    heading: "Confirm your new address",
    lines: [
      "The owner of an account at CareForAll wants to use this address. Open the link to confirm it.",
      "The link works once, for an hour. If you know nothing of it, do nothing.",
    ],
    link: "Use this address",
  },
  registered_again: {
    subject: "You have an account already",
    heading: "You have an account already",
    lines: [
      "Somebody tried to open an account with your address. You have one, so nothing was changed.",
      "If it was you, sign in; if you do not remember the password, ask for a new one there.",
    ],
    link: "Sign in",
  },
  password_changed: {
    subject: "Your password was changed",
    heading: "Your password was changed",
    lines: [
      "Your account has a new password, and your other browsers were signed out.",
      "If it was not you, set a new password at once: somebody else may know your account.",
    ],
    link: "Set a new password",
  },
  email_changed: {
    subject: "Your account has another address now",
    heading: "Your account has another address now",
    lines: [
      "Your account uses another e-mail address from now on. We write to this one for the last time.",
      "If it was not you, answer to this mail at once, and we will look into it.",
    ],
    link: "Sign in",
  },
};

const bn: Record<AccountTemplate, Letter> = {
  ...FACTOR_WORDS.bn,
  verify_email: {
    subject: "আপনার ই-মেইল ঠিকানা নিশ্চিত করুন",
    heading: "আপনার ঠিকানা নিশ্চিত করুন",
    lines: [
      "এই ঠিকানা দিয়ে কেয়ারফরঅলে একটি অ্যাকাউন্ট খোলা হয়েছে। আপনি খুলে থাকলে লিংকটি খুলে আপনার বেছে নেওয়া পাসওয়ার্ড লিখুন।",
      "লিংকটি একবার, ২৪ ঘণ্টার মধ্যে কাজ করে। আপনি না হলে কিছু করবেন না: আপনার ক্লিক ছাড়া কোনো অ্যাকাউন্ট হয় না।",
    ],
    link: "ঠিকানা নিশ্চিত করুন",
  },
  reset_password: {
    subject: "নতুন পাসওয়ার্ড দিন",
    heading: "নতুন পাসওয়ার্ড দিন",
    lines: [
      "আপনার অ্যাকাউন্টের জন্য নতুন পাসওয়ার্ড চাওয়া হয়েছে। লিংক খুলে নতুন পাসওয়ার্ড দিন; সব জায়গা থেকে আপনি সাইন আউট হয়ে যাবেন।",
      "লিংকটি একবার, ৩০ মিনিটের মধ্যে কাজ করে। আপনি না চেয়ে থাকলে কিছু করবেন না: পাসওয়ার্ড আগের মতোই থাকবে।",
    ],
    link: "নতুন পাসওয়ার্ড দিন",
  },
  change_email: {
    subject: "আপনার নতুন ই-মেইল ঠিকানা নিশ্চিত করুন",
    heading: "আপনার নতুন ঠিকানা নিশ্চিত করুন",
    lines: [
      "কেয়ারফরঅলের একটি অ্যাকাউন্টের মালিক এই ঠিকানা ব্যবহার করতে চান। নিশ্চিত করতে লিংকটি খুলুন।",
      "লিংকটি একবার, এক ঘণ্টার মধ্যে কাজ করে। এ বিষয়ে কিছু না জানলে কিছু করবেন না।",
    ],
    link: "এই ঠিকানা ব্যবহার করুন",
  },
  registered_again: {
    subject: "আপনার অ্যাকাউন্ট আগে থেকেই আছে",
    heading: "আপনার অ্যাকাউন্ট আগে থেকেই আছে",
    lines: [
      "আপনার ঠিকানা দিয়ে অ্যাকাউন্ট খোলার চেষ্টা হয়েছে। আপনার একটি আছে, তাই কিছুই বদলায়নি।",
      "আপনি হলে সাইন ইন করুন; পাসওয়ার্ড মনে না থাকলে সেখানে নতুন একটি চেয়ে নিন।",
    ],
    link: "সাইন ইন",
  },
  password_changed: {
    subject: "আপনার পাসওয়ার্ড বদলানো হয়েছে",
    heading: "আপনার পাসওয়ার্ড বদলানো হয়েছে",
    lines: [
      "আপনার অ্যাকাউন্টে নতুন পাসওয়ার্ড দেওয়া হয়েছে, অন্য ব্রাউজারগুলো থেকে আপনি সাইন আউট হয়েছেন।",
      "আপনি না করে থাকলে এখনই নতুন পাসওয়ার্ড দিন: অন্য কেউ আপনার অ্যাকাউন্টে ঢুকে থাকতে পারে।",
    ],
    link: "নতুন পাসওয়ার্ড দিন",
  },
  email_changed: {
    subject: "আপনার অ্যাকাউন্টের ঠিকানা বদলেছে",
    heading: "আপনার অ্যাকাউন্টের ঠিকানা বদলেছে",
    lines: [
      "এখন থেকে আপনার অ্যাকাউন্টে অন্য ই-মেইল ঠিকানা ব্যবহার হবে। এই ঠিকানায় এটি আমাদের শেষ চিঠি।",
      "আপনি না করে থাকলে এখনই এই মেইলের উত্তর দিন, আমরা দেখব।",
    ],
    link: "সাইন ইন",
  },
};

const fr: Record<AccountTemplate, Letter> = {
  ...FACTOR_WORDS.fr,
  verify_email: {
    subject: "Confirmez votre adresse e-mail",
    heading: "Confirmez votre adresse",
    lines: [
      "Quelqu’un a ouvert un compte CareForAll avec cette adresse. Si c’est vous, ouvrez le lien et tapez le mot de passe que vous avez choisi.",
      "Le lien marche une fois, pendant 24 heures. Si ce n’est pas vous, ne faites rien : sans votre clic, il n’y a pas de compte.",
    ],
    link: "Confirmer l’adresse",
  },
  reset_password: {
    subject: "Choisissez un nouveau mot de passe",
    heading: "Choisissez un nouveau mot de passe",
    lines: [
      "Quelqu’un a demandé un nouveau mot de passe pour votre compte. Ouvrez le lien pour le choisir ; vous serez déconnecté partout.",
      "Le lien marche une fois, pendant 30 minutes. Si ce n’est pas vous, ne faites rien : votre mot de passe reste le même.",
    ],
    link: "Choisir un mot de passe",
  },
  change_email: {
    subject: "Confirmez votre nouvelle adresse e-mail",
    heading: "Confirmez votre nouvelle adresse",
    lines: [
      "Le titulaire d’un compte CareForAll veut utiliser cette adresse. Ouvrez le lien pour la confirmer.",
      "Le lien marche une fois, pendant une heure. Si vous n’en savez rien, ne faites rien.",
    ],
    link: "Utiliser cette adresse",
  },
  registered_again: {
    subject: "Vous avez déjà un compte",
    heading: "Vous avez déjà un compte",
    lines: [
      "Quelqu’un a voulu ouvrir un compte avec votre adresse. Vous en avez un, rien n’a donc changé.",
      "Si c’est vous, connectez-vous ; si vous avez oublié le mot de passe, demandez-en un nouveau.",
    ],
    link: "Se connecter",
  },
  password_changed: {
    subject: "Votre mot de passe a changé",
    heading: "Votre mot de passe a changé",
    lines: [
      "Votre compte a un nouveau mot de passe, et vos autres navigateurs sont déconnectés.",
      "Si ce n’est pas vous, choisissez tout de suite un nouveau mot de passe : quelqu’un connaît peut-être votre compte.",
    ],
    link: "Choisir un mot de passe",
  },
  email_changed: {
    subject: "Votre compte a une autre adresse",
    heading: "Votre compte a une autre adresse",
    lines: [
      "Votre compte utilise désormais une autre adresse e-mail. Nous écrivons à celle-ci pour la dernière fois.",
      "Si ce n’est pas vous, répondez tout de suite à ce message, et nous regarderons.",
    ],
    link: "Se connecter",
  },
};

export const ACCOUNT_WORDS: Record<Locale, Record<AccountTemplate, Letter>> = { en, bn, fr };
