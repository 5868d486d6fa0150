import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { PLAIN_STYLE_SOURCE } from "../../plain/plain-page.ts";

/** What the headers depend on besides the request. */
export type Protection = {
  readonly webUrl: string;
  /** Where forms may lead besides ourselves: the payment pages of the providers. */
  readonly pageOrigins: readonly string[];
  /** Where pictures of people come from: ourselves, or a host of their own. */
  readonly filesUrl: string;
  /** Next's development scripts are evaluated from strings and keep a socket open. */
  readonly isDevelopment: boolean;
};

export const CSP_REPORT_PATH = "/api/csp-report";

const HSTS_MAX_AGE_S = 31_536_000;
const NONCE_BYTES = 16;

/** What no page of ours uses, whatever a script asks for. */
const PERMISSIONS = [
  "accelerometer",
  "camera",
  "display-capture",
  "geolocation",
  "gyroscope",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "usb",
]
  .map((feature) => `${feature}=()`)
  .join(", ");

/** For everything that is no page: it may load nothing, be framed by nobody and send nothing. */
const BARE_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Pages whose address is a secret: it must not be told to any site that they link to. */
const SECRET_ADDRESS = /^\/[a-z]{2}\/(gifts|reset|verify|confirm-email|forget-me)\//;

/** Sets the headers that every answer has: pages, data, files, redirects and failures. Others may replace them. */
export function protect(
  response: Pick<ServerResponse, "setHeader">,
  path: string,
  { webUrl }: Pick<Protection, "webUrl">,
): void {
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("x-frame-options", "DENY");
  response.setHeader("cross-origin-opener-policy", "same-origin");
  response.setHeader("permissions-policy", PERMISSIONS);
  response.setHeader(
    "referrer-policy",
    SECRET_ADDRESS.test(path) ? "no-referrer" : "strict-origin-when-cross-origin",
  );
  response.setHeader("content-security-policy", BARE_POLICY);
  if (webUrl.startsWith("https:"))
    response.setHeader("strict-transport-security", `max-age=${HSTS_MAX_AGE_S}; includeSubDomains`);
}

/**
 * Gives a page its policy with a nonce of its own. Next reads the nonce from the request, where no policy from outside
 * can be any more (`stripInternalHeaders`), and puts it on its scripts.
 */
export function protectPage(
  request: IncomingMessage,
  response: ServerResponse,
  protection: Protection,
): void {
  const policy = pagePolicy(randomBytes(NONCE_BYTES).toString("base64"), protection);
  request.headers["content-security-policy"] = policy;
  response.setHeader("content-security-policy", policy);
  response.setHeader("reporting-endpoints", `csp="${CSP_REPORT_PATH}"`);
}

/** The policy of a page: scripts by their nonce and what those load; forms to ourselves and to the payment pages. */
export function pagePolicy(
  nonce: string,
  { webUrl, pageOrigins, filesUrl, isDevelopment }: Protection,
): string {
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    // The page of server/plain stands in for pages that cannot be shown, under their policy.
    isDevelopment
      ? "style-src 'self' 'unsafe-inline'"
      : `style-src 'self' 'nonce-${nonce}' ${PLAIN_STYLE_SOURCE}`,
    // Measures that are drawn: a share of a bar, a place in a picture. They can run nothing.
    "style-src-attr 'unsafe-inline'",
    `img-src 'self' data:${filesUrl === webUrl ? "" : ` ${filesUrl}`}`,
    `connect-src 'self'${isDevelopment ? " ws:" : ""}`,
    "object-src 'none'",
    "frame-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    // Browsers hold the redirects after a form's answer against this, too.
    `form-action ${["'self'", ...pageOrigins].join(" ")}`,
    ...(webUrl.startsWith("https:") ? ["upgrade-insecure-requests"] : []),
    `report-uri ${CSP_REPORT_PATH}`,
    "report-to csp",
  ].join("; ");
}
