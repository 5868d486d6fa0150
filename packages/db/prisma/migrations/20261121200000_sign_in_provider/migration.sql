-- AlterTable
ALTER TABLE "user_session" ADD COLUMN     "by_provider" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "user_identity" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "issuer" VARCHAR(255) NOT NULL,
    "subject" VARCHAR(255) NOT NULL,
    "linked_at" TIMESTAMPTZ(6) NOT NULL,
    "last_used_at" TIMESTAMPTZ(6),

    CONSTRAINT "user_identity_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_identity_issuer_subject_key" ON "user_identity"("issuer", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "user_identity_user_id_issuer_key" ON "user_identity"("user_id", "issuer");

-- AddForeignKey
ALTER TABLE "user_identity" ADD CONSTRAINT "user_identity_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------------------
-- By hand from here: what every writer must obey.
alter table user_identity
  add constraint user_identity_says_who check (issuer <> '' and subject <> ''),
  add constraint user_identity_used_after_linked check (last_used_at >= linked_at);

-- A link stays its owner's: it is taken away and made anew, never turned to somebody else.
create function user_identity_stays() returns trigger language plpgsql as $$
begin
  if (new.id, new.user_id, new.issuer, new.subject, new.linked_at) is distinct from
     (old.id, old.user_id, old.issuer, old.subject, old.linked_at) then
    raise exception 'a link to a provider stays as it was made'
      using errcode = 'restrict_violation', constraint = 'user_identity_stays';
  end if;
  return new;
end $$;
create trigger user_identity_stays before update on user_identity
  for each row execute function user_identity_stays();

-- As with the factor: how a session was opened is never said differently later.
create trigger user_session_keeps_its_opener before update of by_provider on user_session
  for each row when (old.by_provider is distinct from new.by_provider)
  execute function user_session_keeps_its_factor();

alter table user_challenge
  drop constraint user_challenge_purpose_known,
  drop constraint user_challenge_knows_whose,
  drop constraint user_challenge_lives_five_minutes,
  add constraint user_challenge_purpose_known check (purpose in
    ('second_step', 'passkey_add', 'passkey_sign_in', 'passkey_confirm', 'provider_sign_in', 'provider_link')),
  add constraint user_challenge_knows_whose check
    ((user_id is null) = (purpose in ('passkey_sign_in', 'provider_sign_in'))),
  -- At a provider people may have to sign in first.
  add constraint user_challenge_lives_shortly check
    (expires_at > made_at and expires_at <= made_at +
       case when purpose in ('provider_sign_in', 'provider_link') then interval '15 minutes'
            else interval '5 minutes' end);
