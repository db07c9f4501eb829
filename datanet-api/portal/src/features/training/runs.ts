import type { Progress, TrainingRun } from '../../api/types';

export const finished = (run: TrainingRun) => run.state !== 'QUEUED' && run.state !== 'RUNNING';

export function progressOf(run: TrainingRun): Progress | null {
  return run.steps ? { done: run.step ?? 0, total: run.steps, message: run.message } : null;
}
