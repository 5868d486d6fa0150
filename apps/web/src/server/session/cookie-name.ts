const NAME = "careforall-session";

/** `__Host-`: no other host, and no page of another path, can set it. Browsers allow that over https alone. */
export const cookieName = (isSecure: boolean): string => (isSecure ? `__Host-${NAME}` : NAME);
