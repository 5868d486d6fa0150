"use client";

import { useEffect, useState } from "react";
import styles from "./give-form.module.css";
import { meantEmail } from "./meant-email.ts";

/** Asks about a likely slip in the e-mail when the donor leaves the field. It changes nothing by itself. */
export function EmailHint({ fieldId, question }: { fieldId: string; question: string }) {
  const [meant, setMeant] = useState<string | null>(null);

  useEffect(() => {
    const field = document.getElementById(fieldId);
    if (!(field instanceof HTMLInputElement)) return;
    const judge = (): void => setMeant(meantEmail(field.value));
    field.addEventListener("change", judge);
    return () => field.removeEventListener("change", judge);
  }, [fieldId]);

  const accept = (): void => {
    const field = document.getElementById(fieldId);
    if (meant === null || !(field instanceof HTMLInputElement)) return;
    field.value = meant;
    field.focus();
    setMeant(null);
  };
  return (
    <div role="status">
      {meant !== null && (
        <button type="button" className={styles.slip} onClick={accept}>
          {question.replace("{email}", meant)}
        </button>
      )}
    </div>
  );
}
