-- AlterTable
ALTER TABLE "pledge" ADD COLUMN     "user_id" UUID;

-- CreateTable
CREATE TABLE "user_account" (
    "id" UUID NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "email_verified_at" TIMESTAMPTZ(6),
    "password_hash" VARCHAR(255),
    "password_changed_at" TIMESTAMPTZ(6),
    "name" VARCHAR(120) NOT NULL,
    "phone" VARCHAR(16),
    "locale" CHAR(2) NOT NULL,
    "time_zone" VARCHAR(64) NOT NULL,
    "bio" VARCHAR(500),
    "birthday" DATE,
    "avatar_key" VARCHAR(120),
    "status" VARCHAR(20) NOT NULL,
    "status_changed_at" TIMESTAMPTZ(6) NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "user_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_role" (
    "user_id" UUID NOT NULL,
    "role" VARCHAR(20) NOT NULL,
    "granted_at" TIMESTAMPTZ(6) NOT NULL,
    "granted_by" VARCHAR(100) NOT NULL,

    CONSTRAINT "user_role_pkey" PRIMARY KEY ("user_id","role")
);

-- CreateTable
CREATE TABLE "user_session" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(6) NOT NULL,
    "agent" VARCHAR(400),
    "address" VARCHAR(45),
    "ended_at" TIMESTAMPTZ(6),
    "ended_why" VARCHAR(20),

    CONSTRAINT "user_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_token" (
    "id" UUID NOT NULL,
    "purpose" VARCHAR(20) NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "user_id" UUID,
    "locale" CHAR(2) NOT NULL,
    "requested_at" TIMESTAMPTZ(6) NOT NULL,
    "token_hash" CHAR(64),
    "expires_at" TIMESTAMPTZ(6),
    "used_at" TIMESTAMPTZ(6),
    "voided_at" TIMESTAMPTZ(6),
    "previous_email" VARCHAR(254),

    CONSTRAINT "user_token_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "pledge_user_id_created_at_idx" ON "pledge"("user_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "user_account_email_key" ON "user_account"("email");

-- CreateIndex
CREATE INDEX "user_session_user_id_created_at_idx" ON "user_session"("user_id", "created_at");

-- CreateIndex
CREATE INDEX "user_session_last_seen_at_idx" ON "user_session"("last_seen_at");

-- CreateIndex
CREATE UNIQUE INDEX "user_token_token_hash_key" ON "user_token"("token_hash");

-- CreateIndex
CREATE INDEX "user_token_user_id_purpose_idx" ON "user_token"("user_id", "purpose");

-- CreateIndex
CREATE INDEX "user_token_requested_at_idx" ON "user_token"("requested_at");

-- AddForeignKey
ALTER TABLE "pledge" ADD CONSTRAINT "pledge_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_role" ADD CONSTRAINT "user_role_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_session" ADD CONSTRAINT "user_session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_token" ADD CONSTRAINT "user_token_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------------------
-- By hand from here: what every writer must obey.
alter table user_account
  -- One person, one spelling: uniqueness of the column is uniqueness of the person.
  add constraint user_account_email_is_normal check (email = lower(email) and email ~ '^[^\s@]+@[^\s@]+$'),
  add constraint user_account_status_known check (status in ('active', 'suspended', 'closed')),
  add constraint user_account_locale_known check (locale in ('en', 'bn', 'fr')),
  add constraint user_account_phone_shape check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  add constraint user_account_birthday_possible check (birthday >= date '1900-01-01'),
  -- S-08: anything weaker, or a password in the clear, cannot be stored.
  add constraint user_account_password_is_hashed check (password_hash like '$argon2id$%'),
  add constraint user_account_password_has_time check ((password_hash is null) = (password_changed_at is null));

alter table user_role add constraint user_role_known
  check (role in ('SUPPORT', 'MODERATOR', 'REVIEWER', 'FINANCE', 'ADMIN'));

alter table user_session
  add constraint user_session_ended_as_a_whole check ((ended_at is null) = (ended_why is null)),
  add constraint user_session_ended_why_known check (ended_why in
    ('signed_out', 'ended_by_owner', 'everywhere', 'password_changed', 'password_reset', 'suspended', 'expired')),
  add constraint user_session_seen_after_its_begin check (last_seen_at >= created_at);

-- A session that has ended never opens again, nor becomes another person's.
create function user_session_only_ends() returns trigger language plpgsql as $$
begin
  if (new.id, new.user_id, new.created_at) is distinct from (old.id, old.user_id, old.created_at)
     or (old.ended_at is not null and (new.ended_at, new.ended_why) is distinct from (old.ended_at, old.ended_why)) then
    raise exception 'a session only ends' using errcode = 'restrict_violation', constraint = 'user_session_only_ends';
  end if;
  return new;
end $$;
create trigger user_session_only_ends before update on user_session
  for each row execute function user_session_only_ends();

alter table user_token
  add constraint user_token_purpose_known check (purpose in ('verify_email', 'reset_password', 'change_email')),
  add constraint user_token_email_is_normal check (email = lower(email)),
  add constraint user_token_locale_known check (locale in ('en', 'bn', 'fr')),
  add constraint user_token_made_as_a_whole check ((token_hash is null) = (expires_at is null)),
  add constraint user_token_made_for_somebody check (token_hash is null or user_id is not null),
  add constraint user_token_only_a_reset_asks_blindly check (user_id is not null or purpose = 'reset_password'),
  add constraint user_token_used_in_time check (used_at is null or (token_hash is not null and used_at <= expires_at)),
  add constraint user_token_used_or_voided check (used_at is null or voided_at is null),
  add constraint user_token_previous_when_changed check (
    (previous_email is not null) = (purpose = 'change_email' and used_at is not null));

-- Single use: what was used or voided stays so, and proves the same address for the same person for ever.
create function user_token_only_grows() returns trigger language plpgsql as $$
begin
  if (new.id, new.purpose, new.email, new.requested_at) is distinct from
     (old.id, old.purpose, old.email, old.requested_at)
     or (old.user_id is not null and new.user_id is distinct from old.user_id)
     or (old.used_at is not null and new is distinct from old)
     or (old.voided_at is not null and new is distinct from old) then
    raise exception 'a token is used once' using errcode = 'restrict_violation', constraint = 'user_token_only_grows';
  end if;
  return new;
end $$;
create trigger user_token_only_grows before update on user_token
  for each row execute function user_token_only_grows();

-- A gift that belongs to somebody's account stays there; a guest's may be claimed once.
create function pledge_stays_its_givers() returns trigger language plpgsql as $$
begin
  raise exception 'a gift stays with its giver'
    using errcode = 'restrict_violation', constraint = 'pledge_stays_its_givers';
end $$;
create trigger pledge_stays_its_givers before update of user_id on pledge
  for each row when (old.user_id is not null and old.user_id is distinct from new.user_id)
  execute function pledge_stays_its_givers();
