import type { LossPoint, Progress, TrainingRun } from '../../api/types';

export const finished = (run: TrainingRun) => run.state !== 'QUEUED' && run.state !== 'RUNNING';

export function progressOf(run: TrainingRun): Progress | null {
  return run.steps ? { done: run.step ?? 0, total: run.steps, message: run.message } : null;
}

/** A curve of a chart; `run` is 0 or 1, for the colour. */
export interface Line {
  name: string;
  points: LossPoint[];
  run: 0 | 1;
  heldOut: boolean;
}

/** The curves of a run: what it learnt, and what it kept back where there is such. */
export function linesOf(run: TrainingRun, learnt: string, heldOut: string, number: 0 | 1 = 0): Line[] {
  const lines: Line[] = [
    { name: learnt, points: run.lossCurve ?? [], run: number, heldOut: false },
    { name: heldOut, points: run.heldOutCurve ?? [], run: number, heldOut: true },
  ];
  return lines.filter((line) => line.points.length > 0);
}

/** Where records kept back were predicted best: the step whose values the adapter has. */
export function lowest(points: LossPoint[] | null | undefined): LossPoint | undefined {
  return points?.reduce<LossPoint | undefined>((best, point) => (best && best.loss <= point.loss ? best : point), undefined);
}
