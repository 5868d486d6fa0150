import { getTranslations } from "next-intl/server";
import type { ActionName } from "../../account/actions.ts";
import { AccountInput } from "./account-form.tsx";
import type { FormState } from "./form-state.ts";

/** The six digits of the app; a recovery code fits in too. */
export async function CodeInput(props: {
  readonly action: ActionName;
  readonly state: FormState;
  readonly hint: string;
}) {
  const t = await getTranslations("Account");
  return (
    <AccountInput
      action={props.action}
      name="code"
      label={t("code")}
      hint={props.hint}
      state={props.state}
      autoComplete="one-time-code"
      maxLength={40}
    />
  );
}
