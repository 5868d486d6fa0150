"use client";

import { useEffect } from "react";

/** Takes the focus to what a donor must read first. Without scripts the same words stand at the top of the form. */
export function FocusOnArrival({ id }: { id: string }) {
  useEffect(() => {
    document.getElementById(id)?.focus();
  }, [id]);
  return null;
}
