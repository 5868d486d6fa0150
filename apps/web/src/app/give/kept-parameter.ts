/** The query parameter that names what was typed and kept; its page is for one donor and one look. */
export const KEPT_PARAMETER = "kept";
