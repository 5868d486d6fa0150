import { notFound } from "next/navigation";

/** An address that no page has; without this it would get Next's own page, in English only. */
export default function MissingPage(): never {
  notFound();
}
