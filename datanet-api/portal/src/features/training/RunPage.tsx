import { Button, Card, Group, SimpleGrid, Text } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLive, usePost } from '../../api/hooks';
import type { TrainingRun } from '../../api/types';
import { FailureBox } from '../../components/FailureBox';
import { LinkButton, LinkText } from '../../components/links';
import { Facts, HashText, Loaded, Page, ProgressBar, Section, Stat, StateBadge } from '../../components/parts';
import { count, lasting, time } from '../../format/show';
import { Downloads } from './Downloads';
import { Measured } from './Measured';
import { finished, linesOf, lowest, progressOf } from './runs';

const LossChart = lazy(() => import('./LossChart').then((module) => ({ default: module.LossChart })));

export function RunPage() {
  const { id } = useParams({ strict: false });
  const run = useLive<TrainingRun>(`/api/training-runs/${id}`, finished);
  return <Loaded query={run}>{(row) => <Shown run={row} />}</Loaded>;
}

function Shown({ run }: { run: TrainingRun }) {
  const { t, i18n } = useTranslation();
  const title = (
    <Group gap="sm">
      {run.name} <StateBadge state={run.state} testId="run-state" />
    </Group>
  );
  return (
    <Page title={title} lead={t('training.runLead')} actions={<Actions run={run} />}>
      {!finished(run) && (
        <Card>
          <ProgressBar progress={progressOf(run)} label={t(`state.${run.state}`)} />
        </Card>
      )}
      {run.error && <FailureBox error={new Error(run.error)} />}
      <Numbers run={run} />
      <Curves run={run} />
      {run.state === 'DONE' && <Measured id={run.id} />}
      <Section title={t('training.facts')} actions={run.state === 'DONE' && <Downloads run={run} />}>
        <Facts
          rows={[
            [t('training.data'), <VersionLinks key="v" ids={run.datasetVersionIds} />],
            ...flat(run.settings ?? {}),
            [t('training.started'), time(run.startedAt, i18n.language)],
            [t('training.finished'), time(run.finishedAt, i18n.language)],
            [t('training.files'), <HashText key="sha" value={run.contentHash} />],
          ]}
        />
      </Section>
    </Page>
  );
}

/** What can be done with a run where it stands. */
function Actions({ run }: { run: TrainingRun }) {
  const { t } = useTranslation();
  const act = usePost<'stop' | 'resume', TrainingRun>((what) => `/api/training-runs/${run.id}/${what}`, () => ({}));
  const goesOn = run.state === 'STOPPED' || run.state === 'FAILED';
  return (
    <>
      <FailureBox error={act.error} />
      {!finished(run) && (
        <Button variant="default" onClick={() => act.mutate('stop')} loading={act.isPending} data-testid="stop-run">
          {t('training.stop')}
        </Button>
      )}
      {goesOn && (
        <Button onClick={() => act.mutate('resume')} loading={act.isPending} data-testid="resume-run">
          {t('training.resume')}
        </Button>
      )}
      <LinkButton variant="default" to="/training/$id/compare" params={{ id: run.id }} data-testid="compare-run">
        {t('training.compare')}
      </LinkButton>
      {run.state === 'DONE' && (
        <LinkButton to="/adapters" search={{ run: run.id }} data-testid="publish-run">
          {t('training.publish')}
        </LinkButton>
      )}
    </>
  );
}

function Numbers({ run }: { run: TrainingRun }) {
  const { t, i18n } = useTranslation();
  const work = run.work;
  const number = (n: number) => count(n, i18n.language);
  const best = lowest(run.heldOutCurve);
  return (
    <SimpleGrid cols={{ base: 2, sm: 3 }}>
      <Stat label={t('training.step')}>
        {run.step ?? 0} / {run.steps ?? '–'}
      </Stat>
      <Stat label={t('training.loss')}>{run.loss?.toFixed(4) ?? '–'}</Stat>
      {best && <Stat label={t('training.best')}>{t('training.bestAt', { loss: best.loss.toFixed(4), step: best.step })}</Stat>}
      {!finished(run) && <Stat label={t('training.left')}>{typeof run.secondsLeft === 'number' ? lasting(run.secondsLeft, i18n.language) : '–'}</Stat>}
      <Stat label={t('training.speed')}>{work?.tokensPerSecond ? t('training.rate', { n: number(work.tokensPerSecond) }) : '–'}</Stat>
      <Stat label={t('training.learnt')}>{work?.totalTokens ? t('training.learntOf', { n: number(work.tokens), total: number(work.totalTokens) }) : '–'}</Stat>
      <Stat label={t('training.work')}>{work?.millis ? lasting(work.millis / 1000, i18n.language) : '–'}</Stat>
    </SimpleGrid>
  );
}

function Curves({ run }: { run: TrainingRun }) {
  const { t } = useTranslation();
  const lines = useMemo(() => linesOf(run, t('training.loss'), t('training.heldOutLine')), [run, t]);
  return (
    <Section title={t('training.curve')}>
      {lines.length === 0 ? (
        <Text c="dimmed">{t('training.noCurve')}</Text>
      ) : (
        <Suspense fallback={<div style={{ height: 300 }} />}>
          <LossChart lines={lines} />
        </Suspense>
      )}
    </Section>
  );
}

function VersionLinks({ ids }: { ids: string[] }) {
  return (
    <Group gap="xs">
      {ids.map((id) => (
        <LinkText key={id} to="/versions/$id" params={{ id }} className="mono">
          {id.slice(0, 8)}
        </LinkText>
      ))}
    </Group>
  );
}

/** Settings as rows, inner groups opened: `{rank: 8, schedule: {epochs: 3}}` gives rank and epochs. */
function flat(settings: Record<string, unknown>): [string, string][] {
  return Object.entries(settings).flatMap(([name, value]) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? flat(value as Record<string, unknown>) : [[name, String(value)] as [string, string]]));
}
