/** A campaign of the seed that takes gifts in taka. */
export const CAMPAIGN = "heart-valve-for-rafi";
