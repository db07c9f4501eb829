-- Runs show how much was learnt, how fast and in how much machine time, and what was measured of the adapter.
alter table app.training_run add column tokens bigint not null default 0;
alter table app.training_run add column total_tokens bigint not null default 0;
alter table app.training_run add column tokens_per_second double precision not null default 0;
alter table app.training_run add column work_millis bigint not null default 0;
alter table app.training_run add column evaluation text;
