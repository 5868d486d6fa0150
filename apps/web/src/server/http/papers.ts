import type { Caller } from "@careforall/api/account";
import { getStatement } from "@careforall/api/own-gifts";
import { getReceipt } from "@careforall/api/receipt";
import { AppError, LOCALES, type Locale } from "@careforall/domain/shared";
import { PAPER_RULES } from "../../access/rules.ts";
import type { Paper } from "../../paper/paper.ts";
import { receiptPaper } from "../../paper/receipt-paper.ts";
import { statementPaper } from "../../paper/statement-paper.ts";
import type { WebContext } from "../request-context.ts";

/** One address of a file. `read` makes the paper; `null` as the caller leads to the sign-in. */
type PaperAddress = {
  /** As the rules name it. */
  readonly address: keyof typeof PAPER_RULES;
  readonly pattern: RegExp;
  readonly read: (asked: Asked) => Promise<Paper>;
};

type Asked = {
  readonly ctx: WebContext;
  readonly locale: Locale;
  /** The part of the address that names which. */
  readonly which: string;
  readonly caller: Caller | null;
};

const matching = (rest: string): RegExp => new RegExp(`^/(${LOCALES.join("|")})/${rest}$`);

/** Every address of a file, for the test that holds the rules against them. */
export const paperAddresses = (): readonly string[] => PAPERS.map(({ address }) => address);

const PAPERS: readonly PaperAddress[] = [
  {
    address: "/[locale]/gifts/[token]/receipt.pdf",
    pattern: matching(String.raw`gifts/([\w-]{22,32})/receipt\.pdf`),
    read: async ({ ctx, locale, which: token }) => {
      const receipt = await getReceipt(ctx, { token, locale });
      if (receipt === null) throw numberIsComing();
      return receiptPaper(receipt, { locale, isTestMoney: ctx.settings.testMoney });
    },
  },
  {
    address: "/[locale]/me/statements/[year].pdf",
    pattern: matching(String.raw`me/statements/(2\d{3})\.pdf`),
    read: async ({ ctx, locale, which: year, caller }) => {
      if (caller === null) throw missing();
      const statement = await getStatement(ctx, { year, locale }, caller);
      return statementPaper(statement, { locale, isTestMoney: ctx.settings.testMoney, at: new Date() });
    },
  },
];

const missing = (): AppError => new AppError("not_found", "paper.not_found", "There is no such paper.");

const NUMBER_COMES_IN_S = 5;

const numberIsComing = (): AppError =>
  new AppError("unavailable", "receipt.not_numbered", "This receipt is being numbered.", {
    retryAfterS: NUMBER_COMES_IN_S,
  });

export type FoundPaper = {
  readonly locale: Locale;
  readonly isForOwner: boolean;
  readonly read: (ctx: WebContext, caller: Caller | null) => Promise<Paper>;
};

/** The paper that an address names; null when it names none. */
export function paperAt(pathname: string): FoundPaper | null {
  for (const { address, pattern, read } of PAPERS) {
    const [, language, which] = pattern.exec(pathname) ?? [];
    const locale = LOCALES.find((known) => known === language);
    if (locale === undefined || which === undefined) continue;
    const isForOwner = PAPER_RULES[address] === "account.own";
    return { locale, isForOwner, read: (ctx, caller) => read({ ctx, locale, which, caller }) };
  }
  return null;
}
