-- Digest of the gradient features of an adapter's training records, where its run kept them.
alter table app.training_run add column features_digest text;
alter table app.adapter add column features_digest text;
