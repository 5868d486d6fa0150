-- A browser may be sent to the sign-in provider to prove anew that its person is there.
alter table user_challenge
  drop constraint user_challenge_purpose_known,
  drop constraint user_challenge_lives_shortly,
  add constraint user_challenge_purpose_known check (purpose in
    ('second_step', 'passkey_add', 'passkey_sign_in', 'passkey_confirm', 'provider_sign_in', 'provider_link',
     'provider_confirm')),
  add constraint user_challenge_lives_shortly check
    (expires_at > made_at and expires_at <= made_at +
       case when purpose in ('provider_sign_in', 'provider_link', 'provider_confirm') then interval '15 minutes'
            else interval '5 minutes' end);
