/** Raised whenever a table changes; books of another version are refused, never guessed at. */
export const SCHEMA_VERSION = 1;

/**
 * The simulator's own books. Amounts are poisha, times are milliseconds since 1970. What must never happen (a wallet
 * below zero, one page charging twice, more refunded than paid) is refused by the tables themselves.
 */
export const SCHEMA = `
create table account (
  id            text primary key,
  kind          text not null check (kind in ('wallet', 'card', 'merchant', 'gateway')),
  name          text not null,
  opening_minor integer not null check (opening_minor >= 0),
  balance_minor integer not null constraint account_not_below_zero check (balance_minor >= 0)
) strict;

create table session (
  id                    integer primary key,
  session_key           text not null unique,
  store_id              text not null,
  tran_id               text not null unique,
  status                text not null check (status in ('open', 'paid', 'failed', 'cancelled', 'unattempted', 'expired')),
  amount_minor          integer not null check (amount_minor > 0),
  currency_type         text not null,
  currency_amount_minor integer not null check (currency_amount_minor > 0),
  success_url           text not null,
  fail_url              text not null,
  cancel_url            text not null,
  ipn_url               text not null,
  methods               text not null,
  product_name          text not null,
  payer_name            text not null,
  value_a               text not null,
  value_b               text not null,
  value_c               text not null,
  value_d               text not null,
  created_at            integer not null,
  expires_at            integer not null
) strict;
create index session_open on session (expires_at) where status = 'open';

-- One element of a session: what one try came to. 'page' is what the donor's own session paid; 'charge' is money that
-- the control API made appear.
create table gateway_transaction (
  id                    integer primary key,
  session_id            integer not null references session (id),
  element               integer not null check (element > 0),
  origin                text not null check (origin in ('page', 'charge')),
  status                text not null check (status in ('VALID', 'FAILED', 'CANCELLED', 'UNATTEMPTED', 'EXPIRED')),
  val_id                text unique,
  bank_tran_id          text unique,
  account_id            text references account (id),
  method                text,
  amount_minor          integer not null check (amount_minor > 0),
  fee_minor             integer not null check (fee_minor >= 0),
  currency_type         text not null,
  currency_amount_minor integer not null,
  refunding_minor       integer not null default 0,
  risk_level            integer not null check (risk_level in (0, 1)),
  error                 text not null,
  tran_at               integer not null,
  validated_at          integer,
  unique (session_id, element),
  constraint refunds_within_payment check (refunding_minor between 0 and amount_minor),
  constraint success_has_ids check ((status = 'VALID') = (val_id is not null)),
  constraint success_has_payer check (status <> 'VALID' or (account_id is not null and bank_tran_id is not null))
) strict;
create unique index page_charges_once on gateway_transaction (session_id) where status = 'VALID' and origin = 'page';

create table refund (
  id              integer primary key,
  refund_ref_id   text not null unique,
  refund_trans_id text not null unique,
  transaction_id  integer not null references gateway_transaction (id),
  amount_minor    integer not null check (amount_minor > 0),
  status          text not null check (status in ('processing', 'refunded', 'cancelled')),
  remarks         text not null,
  initiated_at    integer not null,
  settles_at      integer,
  settled_at      integer
) strict;
create index refund_due on refund (settles_at) where status = 'processing';

create table delivery (
  id         integer primary key,
  kind       text not null,
  tran_id    text not null,
  url        text not null,
  body       text not null,
  state      text not null check (state in ('queued', 'held', 'delivered', 'failed', 'dropped', 'sent')),
  tries      integer not null default 0,
  next_at    integer,
  created_at integer not null
) strict;
create index delivery_due on delivery (next_at, id) where state = 'queued';
create index delivery_of on delivery (tran_id);

create table delivery_try (
  delivery_id integer not null references delivery (id) on delete cascade,
  number      integer not null,
  at          integer not null,
  duration_ms integer not null,
  status      integer,
  answer      text not null,
  primary key (delivery_id, number)
) strict, without rowid;

create table mail (
  id          integer primary key,
  message_id  text not null,
  sender      text not null,
  recipients  text not null,
  subject     text not null,
  body_text   text not null,
  body_html   text not null,
  source      blob not null,
  received_at integer not null
) strict;
`;
