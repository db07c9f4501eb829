import { Card, Group, SimpleGrid, Text } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useLive } from '../../api/hooks';
import type { TrainingRun } from '../../api/types';
import { FailureBox } from '../../components/FailureBox';
import { LinkButton, LinkText } from '../../components/links';
import { Facts, HashText, Loaded, Page, ProgressBar, Section, Stat, StateBadge } from '../../components/parts';
import { time } from '../../format/show';
import { finished, progressOf } from './runs';

const LossChart = lazy(() => import('./LossChart').then((module) => ({ default: module.LossChart })));

export function RunPage() {
  const { id } = useParams({ strict: false });
  const run = useLive<TrainingRun>(`/api/training-runs/${id}`, finished);
  return <Loaded query={run}>{(row) => <Shown run={row} />}</Loaded>;
}

function Shown({ run }: { run: TrainingRun }) {
  const { t, i18n } = useTranslation();
  const curve = run.lossCurve ?? [];
  const title = (
    <Group gap="sm">
      {run.name} <StateBadge state={run.state} testId="run-state" />
    </Group>
  );
  const publish = (run.state === 'DONE' || run.state === 'STOPPED') && (
    <LinkButton to="/adapters" search={{ run: run.id }} data-testid="publish-run">
      {t('training.publish')}
    </LinkButton>
  );
  return (
    <Page title={title} lead={t('training.runLead')} actions={publish}>
      {!finished(run) && (
        <Card>
          <ProgressBar progress={progressOf(run)} label={t(`state.${run.state}`)} />
        </Card>
      )}
      {run.error && <FailureBox error={new Error(run.error)} />}
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <Stat label={t('training.step')}>
          {run.step ?? 0} / {run.steps ?? '–'}
        </Stat>
        <Stat label={t('training.loss')}>{run.loss?.toFixed(4) ?? '–'}</Stat>
        <Stat label={t('training.started')}>
          <Text inherit fz="md">
            {time(run.startedAt, i18n.language)}
          </Text>
        </Stat>
      </SimpleGrid>
      <Section title={t('training.curve')}>
        {curve.length === 0 ? (
          <Text c="dimmed">{t('training.noCurve')}</Text>
        ) : (
          <Suspense fallback={<div style={{ height: 300 }} />}>
            <LossChart curve={curve} />
          </Suspense>
        )}
      </Section>
      <Section title={t('training.facts')}>
        <Facts
          rows={[
            [t('training.data'), <VersionLinks key="v" ids={run.datasetVersionIds} />],
            ...flat(run.settings ?? {}),
            [t('training.finished'), time(run.finishedAt, i18n.language)],
            [t('training.files'), <HashText key="sha" value={run.contentHash} />],
          ]}
        />
      </Section>
    </Page>
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
