/** Where most people have their mail; a typing slip in one of these loses the news about a gift. */
const COMMON = ["gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "icloud.com"];
/** Real domains that look like slips of the ones above. */
const REAL = new Set(["ymail.com", "mail.com", "email.com", "gmx.com"]);

/** The address that was probably meant, when the domain is one slip away from a common one; null otherwise. */
export function meantEmail(typed: string): string | null {
  const at = typed.lastIndexOf("@");
  const domain = typed
    .slice(at + 1)
    .trim()
    .toLowerCase();
  if (at < 1 || COMMON.includes(domain) || REAL.has(domain)) return null;
  const meant = COMMON.find((common) => isOneSlip(domain, common));
  return meant === undefined ? null : `${typed.slice(0, at)}@${meant}`;
}

/** One letter too many, too few, wrong, or two swapped. */
function isOneSlip(typed: string, meant: string): boolean {
  let start = 0;
  while (start < typed.length && typed[start] === meant[start]) start += 1;
  const isRest = (a: number, b: number): boolean => typed.slice(start + a) === meant.slice(start + b);
  const isSwapped = typed[start] === meant[start + 1] && typed[start + 1] === meant[start];
  return isRest(1, 0) || isRest(0, 1) || isRest(1, 1) || (isSwapped && isRest(2, 2));
}
