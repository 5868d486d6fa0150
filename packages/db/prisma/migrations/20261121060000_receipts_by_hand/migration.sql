-- AlterTable
ALTER TABLE "message" ADD COLUMN     "released_at" TIMESTAMPTZ(6),
ADD COLUMN     "released_by" VARCHAR(100);

-- A suppressed message goes on its way only when a person says so, and it stays known who did.
alter table message
  add constraint message_released_as_a_whole check ((released_at is null) = (released_by is null)),
  add constraint message_released_is_not_suppressed check (released_at is null or state <> 'suppressed');
