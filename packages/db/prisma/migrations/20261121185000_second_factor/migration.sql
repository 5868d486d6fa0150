-- AlterTable
ALTER TABLE "user_session" ADD COLUMN     "confirmed_at" TIMESTAMPTZ(6),
ADD COLUMN     "factor" VARCHAR(20);

-- CreateTable
CREATE TABLE "user_totp" (
    "user_id" UUID NOT NULL,
    "sealed_secret" VARCHAR(200) NOT NULL,
    "made_at" TIMESTAMPTZ(6) NOT NULL,
    "enabled_at" TIMESTAMPTZ(6),
    "last_step" BIGINT,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "tries_since" TIMESTAMPTZ(6),

    CONSTRAINT "user_totp_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "user_recovery_code" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "code_hash" CHAR(64) NOT NULL,
    "made_at" TIMESTAMPTZ(6) NOT NULL,
    "used_at" TIMESTAMPTZ(6),
    "voided_at" TIMESTAMPTZ(6),

    CONSTRAINT "user_recovery_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_passkey" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "credential_id" VARCHAR(1400) NOT NULL,
    "public_key" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL,
    "transports" VARCHAR(100) NOT NULL,
    "name" VARCHAR(60) NOT NULL,
    "made_at" TIMESTAMPTZ(6) NOT NULL,
    "last_used_at" TIMESTAMPTZ(6),
    "counter_regressed_at" TIMESTAMPTZ(6),

    CONSTRAINT "user_passkey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_challenge" (
    "id" UUID NOT NULL,
    "purpose" VARCHAR(20) NOT NULL,
    "secret_hash" CHAR(64) NOT NULL,
    "user_id" UUID,
    "made_at" TIMESTAMPTZ(6) NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "used_at" TIMESTAMPTZ(6),
    "voided_at" TIMESTAMPTZ(6),
    "tries" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "user_challenge_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_recovery_code_code_hash_key" ON "user_recovery_code"("code_hash");

-- CreateIndex
CREATE INDEX "user_recovery_code_user_id_idx" ON "user_recovery_code"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "user_passkey_credential_id_key" ON "user_passkey"("credential_id");

-- CreateIndex
CREATE INDEX "user_passkey_user_id_idx" ON "user_passkey"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "user_challenge_secret_hash_key" ON "user_challenge"("secret_hash");

-- CreateIndex
CREATE INDEX "user_challenge_user_id_idx" ON "user_challenge"("user_id");

-- CreateIndex
CREATE INDEX "user_challenge_expires_at_idx" ON "user_challenge"("expires_at");

-- AddForeignKey
ALTER TABLE "user_totp" ADD CONSTRAINT "user_totp_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_recovery_code" ADD CONSTRAINT "user_recovery_code_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_passkey" ADD CONSTRAINT "user_passkey_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_challenge" ADD CONSTRAINT "user_challenge_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------------------
-- By hand from here: what every writer must obey.
alter table user_session
  drop constraint user_session_ended_why_known,
  add constraint user_session_ended_why_known check (ended_why in
    ('signed_out', 'ended_by_owner', 'everywhere', 'password_changed', 'password_reset', 'suspended', 'expired',
     'factor_changed')),
  add constraint user_session_factor_known check (factor in ('totp', 'recovery_code', 'passkey')),
  add constraint user_session_confirmed_after_its_begin check (confirmed_at >= created_at);

-- How a session was opened is never said differently later: a second factor is not put on afterwards.
create function user_session_keeps_its_factor() returns trigger language plpgsql as $$
begin
  raise exception 'a session keeps how it was opened'
    using errcode = 'restrict_violation', constraint = 'user_session_keeps_its_factor';
end $$;
create trigger user_session_keeps_its_factor before update of factor on user_session
  for each row when (old.factor is distinct from new.factor) execute function user_session_keeps_its_factor();

alter table user_totp
  -- Whatever is not sealed by us cannot be stored: version, nonce, tag and text.
  add constraint user_totp_secret_is_sealed check (sealed_secret ~ '^v1\.[A-Za-z0-9_-]{60,190}$'),
  add constraint user_totp_enabled_after_made check (enabled_at >= made_at),
  -- The first code was used to turn it on, so it must not open anything.
  add constraint user_totp_enabled_by_a_code check (enabled_at is null or last_step is not null),
  -- The bound of the guesses, once more than the verb: a writer who counts wrongly is refused.
  add constraint user_totp_tries_bounded check (tries between 0 and 5),
  add constraint user_totp_tries_have_time check ((tries = 0) = (tries_since is null));

-- A code is used once: the last step only grows, until another secret takes the place of this one.
create function user_totp_step_grows() returns trigger language plpgsql as $$
begin
  raise exception 'a code is used once' using errcode = 'restrict_violation', constraint = 'user_totp_step_grows';
end $$;
create trigger user_totp_step_grows before update on user_totp
  for each row when (old.sealed_secret = new.sealed_secret and old.last_step is not null
                     and (new.last_step is null or new.last_step < old.last_step))
  execute function user_totp_step_grows();

alter table user_recovery_code
  add constraint user_recovery_code_used_or_voided check (used_at is null or voided_at is null);

create function user_recovery_code_only_ends() returns trigger language plpgsql as $$
begin
  if (new.id, new.user_id, new.code_hash, new.made_at) is distinct from
     (old.id, old.user_id, old.code_hash, old.made_at)
     or old.used_at is not null or old.voided_at is not null then
    raise exception 'a recovery code is used once'
      using errcode = 'restrict_violation', constraint = 'user_recovery_code_only_ends';
  end if;
  return new;
end $$;
create trigger user_recovery_code_only_ends before update on user_recovery_code
  for each row execute function user_recovery_code_only_ends();

alter table user_passkey
  add constraint user_passkey_counts_up check (counter between 0 and 4294967295),
  add constraint user_passkey_has_a_name check (name <> ''),
  add constraint user_passkey_id_shape check (credential_id ~ '^[A-Za-z0-9_-]+$');

-- A key stays its owner's, and its count never goes back.
create function user_passkey_stays() returns trigger language plpgsql as $$
begin
  if (new.id, new.user_id, new.credential_id, new.public_key, new.made_at) is distinct from
     (old.id, old.user_id, old.credential_id, old.public_key, old.made_at) or new.counter < old.counter then
    raise exception 'a passkey stays as it was made'
      using errcode = 'restrict_violation', constraint = 'user_passkey_stays';
  end if;
  return new;
end $$;
create trigger user_passkey_stays before update on user_passkey
  for each row execute function user_passkey_stays();

alter table user_challenge
  add constraint user_challenge_purpose_known check (purpose in
    ('second_step', 'passkey_add', 'passkey_sign_in', 'passkey_confirm')),
  add constraint user_challenge_knows_whose check ((user_id is null) = (purpose = 'passkey_sign_in')),
  add constraint user_challenge_lives_five_minutes check
    (expires_at > made_at and expires_at <= made_at + interval '5 minutes'),
  add constraint user_challenge_used_in_time check (used_at is null or used_at <= expires_at),
  add constraint user_challenge_used_or_voided check (used_at is null or voided_at is null),
  add constraint user_challenge_tries_bounded check (tries between 0 and 5);

create function user_challenge_only_ends() returns trigger language plpgsql as $$
begin
  if (new.id, new.purpose, new.secret_hash, new.user_id, new.made_at, new.expires_at) is distinct from
     (old.id, old.purpose, old.secret_hash, old.user_id, old.made_at, old.expires_at)
     or old.used_at is not null or old.voided_at is not null or new.tries < old.tries then
    raise exception 'a challenge is answered once'
      using errcode = 'restrict_violation', constraint = 'user_challenge_only_ends';
  end if;
  return new;
end $$;
create trigger user_challenge_only_ends before update on user_challenge
  for each row execute function user_challenge_only_ends();
