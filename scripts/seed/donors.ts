import type { Locale } from "../../packages/domain/src/shared/index.ts";

/** Somebody who gives. Names are invented; the addresses belong to nobody (RFC 2606). */
export type Donor = { readonly name: string | null; readonly email: string; readonly locale: Locale };

const donor = (mailbox: string, name: string | null, locale: Locale): Donor => ({
  name,
  email: `${mailbox}@example.com`,
  locale,
});

/** Some give more than once; the last three never gave a name. */
export const DONORS = {
  farhana: donor("farhana.akter", "ফারহানা আক্তার", "bn"),
  tanvir: donor("tanvir.ahmed", "তানভীর আহমেদ", "bn"),
  rokeya: donor("rokeya.khatun", "রোকেয়া খাতুন", "bn"),
  shafiq: donor("shafiqul.islam", "শফিকুল ইসলাম", "bn"),
  moushumi: donor("moushumi.das", "মৌসুমী দাস", "bn"),
  arif: donor("arif.hossain", "আরিফ হোসেন", "bn"),
  jahanara: donor("jahanara.begum", "জাহানারা বেগম", "bn"),
  bipul: donor("bipul.chakma", "বিপুল চাকমা", "bn"),
  lamia: donor("lamia.sarkar", "লামিয়া সরকার", "bn"),
  kamrul: donor("kamrul.hasan", "কামরুল হাসান", "bn"),
  nasima: donor("nasima.parvin", "নাসিমা পারভীন", "bn"),
  delwar: donor("delwar.sheikh", "দেলোয়ার শেখ", "bn"),
  sumaiya: donor("sumaiya.rahman", "সুমাইয়া রহমান", "bn"),
  gopal: donor("gopal.saha", "গোপাল সাহা", "bn"),
  munni: donor("munni.aziz", "মুন্নি আজিজ", "bn"),
  ratan: donor("ratan.barua", "রতন বড়ুয়া", "bn"),
  batch98: donor("batch98.ctg", "চট্টগ্রাম কলেজিয়েট ’৯৮ ব্যাচ", "bn"),
  teaStall: donor("haor.tea.stall", "তাহিরপুর ঘাটের চায়ের দোকান", "bn"),
  tasnim: donor("tasnim.chowdhury", "Tasnim Chowdhury", "en"),
  imran: donor("imran.kabir", "Imran Kabir", "en"),
  priya: donor("priya.nair", "Priya Nair", "en"),
  daniel: donor("daniel.osei", "Daniel Osei", "en"),
  hannah: donor("hannah.whitfield", "Hannah Whitfield", "en"),
  sadia: donor("sadia.mahbub", "Sadia Mahbub", "en"),
  oliver: donor("oliver.brandt", "Oliver Brandt", "en"),
  zarin: donor("zarin.tahsin", "Zarin Tahsin", "en"),
  mei: donor("mei.tanaka", "Mei Tanaka", "en"),
  rezaul: donor("rezaul.haque", "Rezaul Haque", "en"),
  knitting: donor("thursday.knitters", "The Thursday Knitters", "en"),
  aicha: donor("aicha.ndiaye", "Aïcha Ndiaye", "fr"),
  mathilde: donor("mathilde.rousseau", "Mathilde Rousseau", "fr"),
  ousmane: donor("ousmane.fall", "Ousmane Fall", "fr"),
  lucie: donor("lucie.marchand", "Lucie Marchand", "fr"),
  etienne: donor("etienne.caron", "Étienne Caron", "fr"),
  fatou: donor("fatou.sarr", "Fatou Sarr", "fr"),
  chorale: donor("chorale.des.tilleuls", "La chorale des Tilleuls", "fr"),
  quietBn: donor("quiet.one", null, "bn"),
  quietEn: donor("quiet.two", null, "en"),
  quietFr: donor("quiet.three", null, "fr"),
} as const satisfies Record<string, Donor>;
