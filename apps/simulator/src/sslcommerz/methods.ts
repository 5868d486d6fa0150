/** The ways to pay on the wallet page. */
export const METHODS = ["bkash", "nagad", "rocket", "upay", "card"] as const;
export type Method = (typeof METHODS)[number];

/** How the gateway names one way to pay in notices; `code` is also the name in `multi_card_name`. */
export type MethodWords = {
  readonly label: string;
  readonly code: string;
  readonly cardType: string;
  readonly cardBrand: string;
  readonly cardIssuer: string;
};

export const METHOD_WORDS: Readonly<Record<Method, MethodWords>> = {
  bkash: wallet("bKash", "bkash", "BKASH-BKash", "BKash Mobile Banking"),
  nagad: wallet("Nagad", "nagad", "NAGAD-Nagad", "Nagad"),
  rocket: wallet("Rocket", "dbblmobilebanking", "DBBLMOBILEB-Dbbl Mobile Banking", "DBBL Mobile Banking"),
  upay: wallet("Upay", "upay", "UPAY-upay", "UCB Fintech"),
  card: {
    label: "Card",
    code: "visacard",
    cardType: "VISA-Dutch Bangla",
    cardBrand: "VISA",
    cardIssuer: "DUTCH-BANGLA BANK LIMITED",
  },
};

function wallet(label: string, code: string, cardType: string, cardIssuer: string): MethodWords {
  return { label, code, cardType, cardBrand: "MOBILEBANKING", cardIssuer };
}

/** What a test card is on the wire. The masked number is made up; nobody is ever asked for a real one. */
export const TEST_CARDS = {
  "card-1111": {
    label: "Visa ending 1111",
    type: "VISA-Dutch Bangla",
    brand: "VISA",
    number: "411111XXXXXX1111",
  },
  "card-4444": {
    label: "Mastercard ending 4444",
    type: "MASTER-Dutch Bangla",
    brand: "MASTER",
    number: "555555XXXXXX4444",
  },
  "card-0002": {
    label: "Visa ending 0002, empty",
    type: "VISA-Dutch Bangla",
    brand: "VISA",
    number: "400000XXXXXX0002",
  },
} as const;

export type TestCard = keyof typeof TEST_CARDS;

export const isTestCard = (id: string): id is TestCard => Object.hasOwn(TEST_CARDS, id);
export const isMethod = (name: string): name is Method => METHODS.some((method) => method === name);

const WALLETS: readonly Method[] = ["bkash", "nagad", "rocket", "upay"];

/** `multi_card_name` is a comma list of single gateways and of groups. */
const METHODS_OF_NAME: ReadonlyMap<string, readonly Method[]> = new Map([
  ...METHODS.map((method) => [METHOD_WORDS[method].code, [method]] as const),
  ["mobilebank", WALLETS],
  ["mastercard", ["card"]],
  ["amexcard", ["card"]],
  ["othercard", ["card"]],
  ["internetbank", []],
]);

/** What the page offers. A list that names nothing we know restricts nothing, as with an unknown bank. */
export function methodsOf(multiCardName: string): readonly Method[] {
  const named = new Set(
    multiCardName.split(",").flatMap((name) => METHODS_OF_NAME.get(name.trim().toLowerCase()) ?? []),
  );
  const allowed = METHODS.filter((method) => named.has(method));
  return allowed.length === 0 ? METHODS : allowed;
}
