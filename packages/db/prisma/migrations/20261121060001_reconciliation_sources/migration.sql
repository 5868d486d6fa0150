-- AlterTable
ALTER TABLE "reconciliation_finding" ADD COLUMN     "source" VARCHAR(20);

-- AlterTable
ALTER TABLE "reconciliation_run" ADD COLUMN     "alive_at" TIMESTAMPTZ(6);

-- Findings of before do not know who said it, and any later agreement closes them, as it did then.
alter table reconciliation_finding
  add constraint reconciliation_finding_source_known check (source in ('api', 'statement'));
alter table reconciliation_run
  add constraint reconciliation_run_lives_after_start check (alive_at >= started_at);

-- The source is one of the words that a finding keeps.
create or replace function reconciliation_finding_keeps_its_words() returns trigger language plpgsql as $$
begin
  if (new.id, new.run_id, new.is_dry, new.kind, new.provider, new.reference, new.provider_payment_id, new.payment_id,
      new.ours_minor, new.ours_currency, new.theirs_minor, new.theirs_currency, new.cause, new.repair, new.found_at,
      new.source)
     is distinct from
     (old.id, old.run_id, old.is_dry, old.kind, old.provider, old.reference, old.provider_payment_id, old.payment_id,
      old.ours_minor, old.ours_currency, old.theirs_minor, old.theirs_currency, old.cause, old.repair, old.found_at,
      old.source)
     or old.closed_at is not null then
    raise exception 'a finding keeps its words, and a closed one stays closed'
      using errcode = 'restrict_violation', constraint = 'reconciliation_finding_keeps_its_words';
  end if;
  return new;
end $$;
