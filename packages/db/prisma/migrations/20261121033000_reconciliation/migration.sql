-- CreateTable
CREATE TABLE "reconciliation_run" (
    "id" UUID NOT NULL,
    "trigger" VARCHAR(20) NOT NULL,
    "who" VARCHAR(100) NOT NULL,
    "is_dry" BOOLEAN NOT NULL,
    "is_mailing" BOOLEAN NOT NULL,
    "statement_name" VARCHAR(200),
    "statement_sha256" CHAR(64),
    "statement_rows" INTEGER,
    "from_at" TIMESTAMPTZ(6),
    "to_at" TIMESTAMPTZ(6),
    "started_at" TIMESTAMPTZ(6) NOT NULL,
    "cursor" UUID,
    "asked" INTEGER NOT NULL DEFAULT 0,
    "silent" INTEGER NOT NULL DEFAULT 0,
    "found" INTEGER NOT NULL DEFAULT 0,
    "repaired" INTEGER NOT NULL DEFAULT 0,
    "finished_at" TIMESTAMPTZ(6),
    "error" VARCHAR(1000),

    CONSTRAINT "reconciliation_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reconciliation_finding" (
    "id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "is_dry" BOOLEAN NOT NULL,
    "kind" VARCHAR(20) NOT NULL,
    "provider" VARCHAR(20) NOT NULL,
    "reference" VARCHAR(60) NOT NULL,
    "provider_payment_id" VARCHAR(100) NOT NULL,
    "payment_id" UUID,
    "ours_minor" BIGINT,
    "ours_currency" CHAR(3),
    "theirs_minor" BIGINT,
    "theirs_currency" CHAR(3),
    "cause" VARCHAR(500) NOT NULL,
    "repair" VARCHAR(300) NOT NULL,
    "found_at" TIMESTAMPTZ(6) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(6) NOT NULL,
    "repaired_at" TIMESTAMPTZ(6),
    "closed_at" TIMESTAMPTZ(6),
    "closed_run_id" UUID,
    "outcome" VARCHAR(300),

    CONSTRAINT "reconciliation_finding_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "reconciliation_run_started_at_idx" ON "reconciliation_run"("started_at");

-- CreateIndex
CREATE INDEX "reconciliation_finding_payment_id_idx" ON "reconciliation_finding"("payment_id");

-- CreateIndex
CREATE UNIQUE INDEX "reconciliation_finding_run_id_provider_provider_payment_id__key" ON "reconciliation_finding"("run_id", "provider", "provider_payment_id", "kind");

-- AddForeignKey
ALTER TABLE "reconciliation_finding" ADD CONSTRAINT "reconciliation_finding_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "reconciliation_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reconciliation_finding" ADD CONSTRAINT "reconciliation_finding_closed_run_id_fkey" FOREIGN KEY ("closed_run_id") REFERENCES "reconciliation_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reconciliation_finding" ADD CONSTRAINT "reconciliation_finding_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------------------
-- What no code path can do: find one difference twice, repair in a dry run, or change what was found.

alter table reconciliation_run
  add constraint reconciliation_run_trigger_known check (trigger in ('schedule', 'command')),
  add constraint reconciliation_run_says_who check (length(trim(who)) > 0),
  add constraint reconciliation_run_counts check (asked >= silent and silent >= 0 and found >= 0 and repaired >= 0),
  add constraint reconciliation_run_dry_repairs_nothing check (not is_dry or repaired = 0),
  add constraint reconciliation_run_ends_after_start check (finished_at >= started_at),
  add constraint reconciliation_run_window check ((from_at is null) = (to_at is null) and from_at <= to_at),
  add constraint reconciliation_run_statement_whole
    check ((statement_name is null) = (statement_sha256 is null) and (statement_name is null) = (statement_rows is null));

alter table reconciliation_finding
  add constraint reconciliation_finding_sides check (case kind
    when 'missing_here' then ours_minor is null and theirs_minor is not null
    when 'duplicate' then ours_minor is null and theirs_minor is not null
    when 'missing_there' then ours_minor is not null and theirs_minor is null
    when 'amount_differs' then ours_minor is not null and theirs_minor is not null
    else false end),
  add constraint reconciliation_finding_money_whole
    check ((ours_minor is null) = (ours_currency is null) and (theirs_minor is null) = (theirs_currency is null)),
  add constraint reconciliation_finding_differs
    check (kind <> 'amount_differs' or (ours_minor, ours_currency) <> (theirs_minor, theirs_currency)),
  add constraint reconciliation_finding_dry_stays_as_found
    check (not is_dry or (repaired_at is null and closed_at is null)),
  add constraint reconciliation_finding_closed_says_why
    check (closed_at is null or length(trim(outcome)) > 0),
  add constraint reconciliation_finding_repaired_is_closed check (repaired_at is null or repaired_at = closed_at),
  -- Money that the provider does not list is a question for people: no machine takes it out of the books.
  add constraint reconciliation_finding_missing_there_not_repaired
    check (kind <> 'missing_there' or repaired_at is null);

-- What staff must handle is shown once and stays open: a later run sees it again, and does not find it anew.
create unique index reconciliation_finding_open
  on reconciliation_finding (provider, provider_payment_id) where closed_at is null and not is_dry;
create unique index reconciliation_run_unfinished on reconciliation_run ((finished_at is null)) where finished_at is null;
-- The sweep walks these in the order of their ids.
create index payment_not_captured on payment (id) where rank < 40;
-- The captures of a time, to compare with a statement.
create index ledger_posting_captures on ledger_posting (posted_at, id) where kind = 'capture';

create function reconciliation_finding_keeps_its_words() returns trigger language plpgsql as $$
begin
  if (new.id, new.run_id, new.is_dry, new.kind, new.provider, new.reference, new.provider_payment_id, new.payment_id,
      new.ours_minor, new.ours_currency, new.theirs_minor, new.theirs_currency, new.cause, new.repair, new.found_at)
     is distinct from
     (old.id, old.run_id, old.is_dry, old.kind, old.provider, old.reference, old.provider_payment_id, old.payment_id,
      old.ours_minor, old.ours_currency, old.theirs_minor, old.theirs_currency, old.cause, old.repair, old.found_at)
     or old.closed_at is not null then
    raise exception 'a finding keeps its words, and a closed one stays closed'
      using errcode = 'restrict_violation', constraint = 'reconciliation_finding_keeps_its_words';
  end if;
  return new;
end $$;
create trigger reconciliation_finding_keeps_its_words before update on reconciliation_finding
  for each row execute function reconciliation_finding_keeps_its_words();
create trigger reconciliation_finding_never_deleted before delete on reconciliation_finding
  for each row execute function refuse_change();
create trigger reconciliation_finding_no_truncate before truncate on reconciliation_finding
  execute function refuse_change();

create function reconciliation_run_stays_ended() returns trigger language plpgsql as $$
begin
  if old.finished_at is not null then
    raise exception 'a run that has ended stays as it ended'
      using errcode = 'restrict_violation', constraint = 'reconciliation_run_stays_ended';
  end if;
  return new;
end $$;
create trigger reconciliation_run_stays_ended before update on reconciliation_run
  for each row execute function reconciliation_run_stays_ended();
