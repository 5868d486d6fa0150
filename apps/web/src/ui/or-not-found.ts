import { AppError } from "@careforall/domain/shared";
import { notFound } from "next/navigation";

/** Shows the page for missing things where a verb says that there is none; every other error stays an error. */
export async function orNotFound<Value>(asked: Promise<Value>): Promise<Value> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AppError && error.kind === "not_found") notFound();
    throw error;
  }
}
