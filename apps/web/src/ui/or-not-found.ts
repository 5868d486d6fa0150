import { AppError } from "@careforall/domain/shared";
import { notFound } from "next/navigation";
import type * as z from "zod";

/** Shows the page for missing things where a verb says that there is none; every other error stays an error. */
export async function orNotFound<Value>(asked: Promise<Value>): Promise<Value> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AppError && error.kind === "not_found") notFound();
    throw error;
  }
}

/** A part of an address as its verb takes it; what can be nobody's address shows the page for missing things. */
export function addressPart(schema: z.ZodType<string>, part: string): string {
  const parsed = schema.safeParse(decoded(part));
  return parsed.success ? parsed.data : notFound();
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return notFound();
  }
}
