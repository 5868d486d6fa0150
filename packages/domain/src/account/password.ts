export const PASSWORD_CHARACTERS_MIN = 8;
/** Room for any passphrase; more would only be work for us. */
export const PASSWORD_CHARACTERS_MAX = 128;
