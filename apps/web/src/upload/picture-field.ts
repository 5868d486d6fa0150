/** The field of the form that holds the file. */
export const PICTURE_FIELD = "picture";
