import { PASSWORD_CHARACTERS_MIN } from "@careforall/domain/account";
import type { Locale } from "@careforall/domain/shared";
import { getTranslations } from "next-intl/server";
import type { ActionName } from "../../account/actions.ts";
import { AccountInput } from "./account-form.tsx";
import type { FormState } from "./form-state.ts";

/** Paste and password managers are welcome; there is no second field to type it again. */
export async function NewPassword(props: {
  readonly action: ActionName;
  readonly locale: Locale;
  readonly state: FormState;
  readonly label: string;
}) {
  const t = await getTranslations("Account");
  const min = new Intl.NumberFormat(props.locale === "bn" ? "bn-BD-u-nu-beng" : props.locale).format(
    PASSWORD_CHARACTERS_MIN,
  );
  return (
    <AccountInput
      action={props.action}
      name="password"
      label={props.label}
      hint={t("passwordHint", { min })}
      state={props.state}
      type="password"
      autoComplete="new-password"
    />
  );
}
