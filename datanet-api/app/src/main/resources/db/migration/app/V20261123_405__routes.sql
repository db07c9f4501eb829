-- How a call was answered, which decides its price.
alter table app.inference_call add column route text not null default 'STANDARD';
