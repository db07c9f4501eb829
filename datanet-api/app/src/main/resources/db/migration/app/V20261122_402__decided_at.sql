-- When a curator decided: versions and their indexes carry this time, and the row's own time of its
-- last change may move after it.
alter table app.contribution add column decided_at timestamptz;
update app.contribution
   set decided_at = updated_at
 where state in ('ACCEPTED', 'REJECTED', 'SENT_BACK', 'WITHDRAWN');
