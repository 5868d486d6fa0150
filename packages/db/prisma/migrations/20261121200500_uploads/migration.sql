-- AlterTable
-- Nothing has written it so far.
ALTER TABLE "user_account" ALTER COLUMN "avatar_key" SET DATA TYPE VARCHAR(32);

-- CreateTable
CREATE TABLE "upload" (
    "id" UUID NOT NULL,
    "purpose" VARCHAR(20) NOT NULL,
    "key" VARCHAR(32) NOT NULL,
    "user_id" UUID NOT NULL,
    "state" VARCHAR(10) NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "state_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "upload_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "upload_key_key" ON "upload"("key");

-- CreateIndex
CREATE INDEX "upload_user_id_idx" ON "upload"("user_id");

-- CreateIndex
CREATE INDEX "upload_state_state_at_idx" ON "upload"("state", "state_at");

-- CreateIndex
CREATE UNIQUE INDEX "user_account_avatar_key_key" ON "user_account"("avatar_key");

-- AddForeignKey
ALTER TABLE "user_account" ADD CONSTRAINT "user_account_avatar_key_fkey" FOREIGN KEY ("avatar_key") REFERENCES "upload"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "upload" ADD CONSTRAINT "upload_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------------------
-- By hand from here: what every writer must obey.
alter table upload
  add constraint upload_purpose_known check (purpose in ('avatar')),
  add constraint upload_state_known check (state in ('writing', 'clean', 'dropped')),
  add constraint upload_key_is_ours check (key ~ '^[0-9a-f]{32}$');

-- What is dropped stays dropped: its files may be gone. What is kept is known by the same name, of the same person.
create function upload_only_ends() returns trigger language plpgsql as $$
begin
  if (new.id, new.purpose, new.key, new.user_id, new.created_at)
     is distinct from (old.id, old.purpose, old.key, old.user_id, old.created_at)
     or (old.state = 'dropped' and new.state <> 'dropped')
     or (old.state = 'clean' and new.state = 'writing') then
    raise exception 'an upload keeps its name and person, and does not come back'
      using errcode = 'restrict_violation', constraint = 'upload_only_ends';
  end if;
  return new;
end $$;
create trigger upload_only_ends before update on upload
  for each row execute function upload_only_ends();

create function upload_goes_when_dropped() returns trigger language plpgsql as $$
begin
  if old.state <> 'dropped' then
    raise exception 'an upload is forgotten after its files'
      using errcode = 'restrict_violation', constraint = 'upload_goes_when_dropped';
  end if;
  return old;
end $$;
create trigger upload_goes_when_dropped before delete on upload
  for each row execute function upload_goes_when_dropped();
