import { AppError } from "@careforall/domain/shared";

/** A page of a list; from the beginning when the address holds a cursor that is none of ours (an old or broken link). */
export async function fromCursor<Page>(
  after: string | undefined,
  list: (from: { after?: string }) => Promise<Page>,
): Promise<Page> {
  try {
    return await list(after === undefined ? {} : { after });
  } catch (error) {
    if (error instanceof AppError && error.code === "input.invalid_cursor") return list({});
    throw error;
  }
}
