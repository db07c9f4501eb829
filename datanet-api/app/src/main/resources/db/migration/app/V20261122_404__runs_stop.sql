-- Runs can be stopped and resumed; they show how well records kept back are predicted, and the time left.
alter table app.training_run add column stop_requested boolean not null default false;
alter table app.training_run add column held_out_curve text not null default '[]';
alter table app.training_run add column seconds_left bigint;

-- Settings of older runs, in the words of newer ones.
update app.training_run set settings = (
  jsonb '{"rslora": false, "heldOut": {"share": 0, "everySteps": 1, "patience": 0},
          "gradients": {"checkpoints": 0, "dimension": 4096},
          "targets": ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]}'
  || settings::jsonb
  || jsonb_build_object('schedule',
       jsonb '{"decay": "COSINE", "passTokens": 0, "bf16": false}' || (settings::jsonb -> 'schedule')))::text;
