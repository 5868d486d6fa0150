-- Trigram search over titles, in every script of a C.UTF-8 database.
CREATE EXTENSION IF NOT EXISTS "pg_trgm";

-- CreateTable
CREATE TABLE "currency" (
    "code" CHAR(3) NOT NULL,
    "exponent" SMALLINT NOT NULL,

    CONSTRAINT "currency_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "campaign" (
    "id" UUID NOT NULL,
    "slug" VARCHAR(120) NOT NULL,
    "kind" VARCHAR(20) NOT NULL,
    "status" VARCHAR(20) NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "goal_minor" BIGINT NOT NULL,
    "suggested_minor" BIGINT[],
    "organiser_name" VARCHAR(120) NOT NULL,
    "beneficiary_name" VARCHAR(120) NOT NULL,
    "place" VARCHAR(120) NOT NULL,
    "locale" CHAR(2) NOT NULL,
    "starts_at" TIMESTAMPTZ(6) NOT NULL,
    "ends_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign_text" (
    "campaign_id" UUID NOT NULL,
    "locale" CHAR(2) NOT NULL,
    "title" VARCHAR(160) NOT NULL,
    "summary" VARCHAR(400) NOT NULL,
    "story" TEXT NOT NULL,
    "costs" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "campaign_text_pkey" PRIMARY KEY ("campaign_id","locale")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "scope" VARCHAR(120) NOT NULL,
    "key" VARCHAR(255) NOT NULL,
    "request_hash" CHAR(64) NOT NULL,
    "response" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "finished_at" TIMESTAMPTZ(6),

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("scope","key")
);

-- CreateTable
CREATE TABLE "inbox" (
    "id" UUID NOT NULL,
    "provider" VARCHAR(20) NOT NULL,
    "dedupe_key" VARCHAR(100) NOT NULL,
    "verdict" VARCHAR(10) NOT NULL,
    "why" VARCHAR(40),
    "body" TEXT NOT NULL,
    "reference" VARCHAR(60),
    "proof_id" VARCHAR(100),
    "repeats" INTEGER NOT NULL DEFAULT 0,
    "request_id" VARCHAR(64),
    "traceparent" VARCHAR(55),
    "received_at" TIMESTAMPTZ(6) NOT NULL,
    "last_received_at" TIMESTAMPTZ(6) NOT NULL,
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(6),
    "last_error" VARCHAR(1000),
    "processed_at" TIMESTAMPTZ(6),
    "outcome" VARCHAR(20),
    "dead_at" TIMESTAMPTZ(6),

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_posting" (
    "id" UUID NOT NULL,
    "kind" VARCHAR(40) NOT NULL,
    "reference" VARCHAR(160) NOT NULL,
    "payment_id" UUID,
    "posted_at" TIMESTAMPTZ(6) NOT NULL,
    "request_id" VARCHAR(64),

    CONSTRAINT "ledger_posting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_entry" (
    "id" BIGSERIAL NOT NULL,
    "posting_id" UUID NOT NULL,
    "account" VARCHAR(30) NOT NULL,
    "provider" VARCHAR(20),
    "campaign_id" UUID,
    "currency" CHAR(3) NOT NULL,
    "amount_minor" BIGINT NOT NULL,

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "money_exception" (
    "id" UUID NOT NULL,
    "kind" VARCHAR(20) NOT NULL,
    "payment_id" UUID,
    "posting_id" UUID NOT NULL,
    "detail" VARCHAR(500) NOT NULL,
    "opened_at" TIMESTAMPTZ(6) NOT NULL,
    "resolved_at" TIMESTAMPTZ(6),

    CONSTRAINT "money_exception_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message" (
    "id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "channel" VARCHAR(20) NOT NULL,
    "template" VARCHAR(40) NOT NULL,
    "recipient" VARCHAR(254) NOT NULL,
    "locale" CHAR(2) NOT NULL,
    "pledge_id" UUID,
    "state" VARCHAR(20) NOT NULL,
    "message_id" VARCHAR(200) NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "sent_at" TIMESTAMPTZ(6),
    "last_error" VARCHAR(1000),

    CONSTRAINT "message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" UUID NOT NULL,
    "type" VARCHAR(60) NOT NULL,
    "version" SMALLINT NOT NULL,
    "subject_id" UUID NOT NULL,
    "data" JSONB NOT NULL,
    "request_id" VARCHAR(64),
    "traceparent" VARCHAR(55),
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "relayed_at" TIMESTAMPTZ(6),

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "consumer" VARCHAR(40) NOT NULL,
    "event_id" UUID NOT NULL,
    "request_id" VARCHAR(64),
    "traceparent" VARCHAR(55),
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(6) NOT NULL,
    "last_error" VARCHAR(1000),
    "done_at" TIMESTAMPTZ(6),
    "dead_at" TIMESTAMPTZ(6),

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("consumer","event_id")
);

-- CreateTable
CREATE TABLE "consumer_progress" (
    "consumer" VARCHAR(40) NOT NULL,
    "caught_up_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "consumer_progress_pkey" PRIMARY KEY ("consumer")
);

-- CreateTable
CREATE TABLE "payment" (
    "id" UUID NOT NULL,
    "pledge_id" UUID NOT NULL,
    "attempt" SMALLINT NOT NULL,
    "provider" VARCHAR(20) NOT NULL,
    "method" VARCHAR(20) NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "rank" SMALLINT NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "opened_at" TIMESTAMPTZ(6),
    "session_id" VARCHAR(100),
    "redirect_url" VARCHAR(1000),
    "abandoned_at" TIMESTAMPTZ(6),
    "ended_at" TIMESTAMPTZ(6),
    "end_reason" VARCHAR(20),
    "end_detail" VARCHAR(300),
    "captured_at" TIMESTAMPTZ(6),
    "captured_minor" BIGINT,
    "captured_currency" CHAR(3),
    "provider_payment_id" VARCHAR(100),
    "bank_reference" VARCHAR(100),
    "held_as" VARCHAR(20),
    "asked_at" TIMESTAMPTZ(6),
    "ask_failed_at" TIMESTAMPTZ(6),
    "asks" INTEGER NOT NULL DEFAULT 0,
    "next_ask_at" TIMESTAMPTZ(6),

    CONSTRAINT "payment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_history" (
    "payment_id" UUID NOT NULL,
    "seq" SMALLINT NOT NULL,
    "from_status" VARCHAR(20) NOT NULL,
    "to_status" VARCHAR(20) NOT NULL,
    "to_rank" SMALLINT NOT NULL,
    "cause" VARCHAR(40) NOT NULL,
    "evidence" TEXT,
    "request_id" VARCHAR(64),
    "traceparent" VARCHAR(55),
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "payment_history_pkey" PRIMARY KEY ("payment_id","seq")
);

-- CreateTable
CREATE TABLE "payment_news" (
    "id" BIGSERIAL NOT NULL,
    "payment_id" UUID NOT NULL,
    "signal" VARCHAR(20) NOT NULL,
    "why" VARCHAR(40) NOT NULL,
    "cause" VARCHAR(40) NOT NULL,
    "evidence" TEXT,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "payment_news_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pledge" (
    "id" UUID NOT NULL,
    "token" VARCHAR(32) NOT NULL,
    "key_scope" VARCHAR(120) NOT NULL,
    "key" VARCHAR(255) NOT NULL,
    "campaign_id" UUID NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "gift_minor" BIGINT NOT NULL,
    "tip_minor" BIGINT NOT NULL,
    "fee_cover_minor" BIGINT NOT NULL,
    "total_minor" BIGINT NOT NULL,
    "donor_name" VARCHAR(120),
    "donor_email" VARCHAR(254) NOT NULL,
    "is_anonymous" BOOLEAN NOT NULL,
    "message" VARCHAR(280),
    "method" VARCHAR(20) NOT NULL,
    "locale" CHAR(2) NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "fulfilled_by" UUID,

    CONSTRAINT "pledge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign_total" (
    "campaign_id" UUID NOT NULL,
    "raised_minor" BIGINT NOT NULL DEFAULT 0,
    "gift_count" INTEGER NOT NULL DEFAULT 0,
    "version" BIGINT NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "campaign_total_pkey" PRIMARY KEY ("campaign_id")
);

-- CreateTable
CREATE TABLE "public_gift" (
    "pledge_id" UUID NOT NULL,
    "public_id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "is_anonymous" BOOLEAN NOT NULL,
    "display_name" VARCHAR(120),
    "amount_minor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "message" VARCHAR(280),
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "public_gift_pkey" PRIMARY KEY ("pledge_id")
);

-- CreateTable
CREATE TABLE "worker_heartbeat" (
    "pool_id" VARCHAR(100) NOT NULL,
    "started_at" TIMESTAMPTZ(6) NOT NULL,
    "seen_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "worker_heartbeat_pkey" PRIMARY KEY ("pool_id")
);

-- CreateTable
CREATE TABLE "dead_letter" (
    "id" UUID NOT NULL,
    "source" VARCHAR(40) NOT NULL,
    "source_id" VARCHAR(120) NOT NULL,
    "error" VARCHAR(1000) NOT NULL,
    "attempts" SMALLINT NOT NULL,
    "payload" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "dead_letter_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "campaign_slug_key" ON "campaign"("slug");

-- CreateIndex
CREATE INDEX "campaign_status_created_at_id_idx" ON "campaign"("status", "created_at" DESC, "id");

-- CreateIndex
CREATE INDEX "campaign_text_title_trgm" ON "campaign_text" USING GIN ("title" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "idempotency_key_created_at_idx" ON "idempotency_key"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "inbox_provider_dedupe_key_key" ON "inbox"("provider", "dedupe_key");

-- CreateIndex
CREATE INDEX "ledger_posting_payment_id_idx" ON "ledger_posting"("payment_id");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_posting_kind_reference_key" ON "ledger_posting"("kind", "reference");

-- CreateIndex
CREATE INDEX "ledger_entry_posting_id_idx" ON "ledger_entry"("posting_id");

-- CreateIndex
CREATE INDEX "ledger_entry_campaign_id_account_idx" ON "ledger_entry"("campaign_id", "account");

-- CreateIndex
CREATE UNIQUE INDEX "money_exception_posting_id_key" ON "money_exception"("posting_id");

-- CreateIndex
CREATE INDEX "money_exception_payment_id_idx" ON "money_exception"("payment_id");

-- CreateIndex
CREATE UNIQUE INDEX "message_message_id_key" ON "message"("message_id");

-- CreateIndex
CREATE UNIQUE INDEX "message_event_id_recipient_channel_template_key" ON "message"("event_id", "recipient", "channel", "template");

-- CreateIndex
CREATE INDEX "outbox_subject_id_idx" ON "outbox"("subject_id");

-- CreateIndex
CREATE INDEX "payment_next_ask_at_idx" ON "payment"("next_ask_at");

-- CreateIndex
CREATE UNIQUE INDEX "payment_pledge_id_attempt_key" ON "payment"("pledge_id", "attempt");

-- CreateIndex
CREATE UNIQUE INDEX "payment_provider_provider_payment_id_key" ON "payment"("provider", "provider_payment_id");

-- CreateIndex
CREATE INDEX "payment_news_payment_id_id_idx" ON "payment_news"("payment_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "pledge_token_key" ON "pledge"("token");

-- CreateIndex
CREATE UNIQUE INDEX "pledge_fulfilled_by_key" ON "pledge"("fulfilled_by");

-- CreateIndex
CREATE INDEX "pledge_campaign_id_created_at_idx" ON "pledge"("campaign_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "pledge_key_scope_key_key" ON "pledge"("key_scope", "key");

-- CreateIndex
CREATE UNIQUE INDEX "public_gift_public_id_key" ON "public_gift"("public_id");

-- CreateIndex
CREATE INDEX "public_gift_campaign_id_at_public_id_idx" ON "public_gift"("campaign_id", "at" DESC, "public_id");

-- CreateIndex
CREATE UNIQUE INDEX "dead_letter_source_source_id_key" ON "dead_letter"("source", "source_id");

-- AddForeignKey
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_currency_fkey" FOREIGN KEY ("currency") REFERENCES "currency"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_text" ADD CONSTRAINT "campaign_text_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_posting" ADD CONSTRAINT "ledger_posting_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_posting_id_fkey" FOREIGN KEY ("posting_id") REFERENCES "ledger_posting"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_currency_fkey" FOREIGN KEY ("currency") REFERENCES "currency"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "money_exception" ADD CONSTRAINT "money_exception_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "outbox"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_pledge_id_fkey" FOREIGN KEY ("pledge_id") REFERENCES "pledge"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_history" ADD CONSTRAINT "payment_history_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_news" ADD CONSTRAINT "payment_news_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pledge" ADD CONSTRAINT "pledge_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pledge" ADD CONSTRAINT "pledge_currency_fkey" FOREIGN KEY ("currency") REFERENCES "currency"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pledge" ADD CONSTRAINT "pledge_fulfilled_by_fkey" FOREIGN KEY ("fulfilled_by") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_total" ADD CONSTRAINT "campaign_total_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public_gift" ADD CONSTRAINT "public_gift_pledge_id_fkey" FOREIGN KEY ("pledge_id") REFERENCES "pledge"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public_gift" ADD CONSTRAINT "public_gift_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


