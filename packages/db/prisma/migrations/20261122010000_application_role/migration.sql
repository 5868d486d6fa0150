-- The application connects as a role of its own, which may append to the audit log and not move its head
-- (packages/db/src/application-role). So the trigger moves it with the rights of its owner; the path of names is fixed,
-- that no other table can stand in front of ours, and nobody else may hang the function onto a table of theirs.
alter function audit_entry_joins_the_chain() security definer;
alter function audit_entry_joins_the_chain() set search_path = public, pg_temp;
revoke execute on function audit_entry_joins_the_chain() from public;
