import * as openid from "openid-client";

type Failure = {
  /** The provider did not answer, or said that it cannot now: another try may work. */
  readonly isAway: boolean;
  /** The person said no, over there. */
  readonly isCancelled: boolean;
  /** For the log: a code of the library or the provider, and nothing that a person brought. */
  readonly why: string;
};

/** What the provider may send a browser back with instead of a code. */
const AWAY = new Set(["server_error", "temporarily_unavailable"]);
const CANCELLED = new Set(["access_denied", "login_required", "consent_required", "interaction_required"]);
const SERVER_ERROR = 500;

/** Sorts what the library throws: for an answer that does not fit as for a line that broke. */
export function judgeFailure(error: unknown): Failure {
  if (error instanceof openid.AuthorizationResponseError) {
    const { error: said } = error;
    return {
      isAway: AWAY.has(said),
      isCancelled: CANCELLED.has(said),
      why: `the provider said ${codeOf(said)}`,
    };
  }
  if (error instanceof openid.ResponseBodyError)
    return { isAway: error.status >= SERVER_ERROR, isCancelled: false, why: codeOf(error.error) };
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  // fetch throws a TypeError without a code when nobody answers.
  const isAway = code === "OAUTH_TIMEOUT" || (error instanceof TypeError && code === "");
  return { isAway, isCancelled: false, why: codeOf(code === "" ? nameOf(error) : code) };
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : "something odd");

/** Codes are words; anything longer was written by somebody. */
const codeOf = (text: string): string => (/^\w{1,60}$/.test(text) ? text : "something odd");
