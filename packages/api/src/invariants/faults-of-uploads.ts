import type { Fault } from "./fault.ts";

const SHOWN = "(select id from user_account where email = 'shown@example.org')";
const SHY = "(select id from user_account where email = 'shy@example.org')";

/** Faults in what people upload. */
export const FAULTS_OF_UPLOADS: readonly Fault[] = [
  {
    named: ["I-125"],
    what: "somebody's picture is one that was given up",
    plant: [
      `update user_account set avatar_key = (select key from upload where user_id = ${SHY}) where id = ${SHY}`,
    ],
  },
  {
    named: ["I-125"],
    what: "somebody's face is shown as another's",
    plant: [
      `with gone as (update user_account set avatar_key = null where id = ${SHOWN} returning id)
       select count(*) from gone`,
      `update user_account set avatar_key = (select key from upload where user_id = ${SHOWN}) where id = ${SHY}`,
    ],
  },
  {
    named: ["I-125"],
    what: "a picture is kept that nobody can see",
    plant: [`update user_account set avatar_key = null where id = ${SHOWN}`],
  },
  {
    named: ["I-126"],
    what: "a picture that was taken away is still stored after hours",
    plant: [`update upload set state_at = now() - interval '181 minutes' where user_id = ${SHY}`],
  },
];
