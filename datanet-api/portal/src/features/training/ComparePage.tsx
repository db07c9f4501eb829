import { Select, Table, Text } from '@mantine/core';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { withQuery } from '../../api/client';
import { useGet } from '../../api/hooks';
import type { RunComparison, TrainingRun } from '../../api/types';
import { LinkText } from '../../components/links';
import { Empty, Loaded, Page, Section, StateBadge } from '../../components/parts';
import { count, lasting } from '../../format/show';
import { linesOf, lowest } from './runs';

const LossChart = lazy(() => import('./LossChart').then((module) => ({ default: module.LossChart })));

/** A run beside another of the same person. */
export function ComparePage() {
  const { t } = useTranslation();
  const { id = '' } = useParams({ strict: false });
  const other = useSearch({ strict: false }).with;
  const navigate = useNavigate();
  const runs = useGet<TrainingRun[]>('/api/training-runs');
  const comparison = useGet<RunComparison>(withQuery(`/api/training-runs/${id}/compare`, { with: other }), { enabled: other !== undefined });
  const choose = (value: string | null) => void navigate({ to: '/training/$id/compare', params: { id }, search: { with: value ?? undefined }, replace: true });
  return (
    <Page title={t('training.compare')} lead={t('training.compareLead')}>
      <Loaded query={runs}>
        {(rows) => {
          const others = rows.filter((run) => run.id !== id);
          if (others.length === 0) return <Empty text={t('training.compareNone')} />;
          return <Select maw={420} label={t('training.compareWith')} data={others.map((run) => ({ value: run.id, label: run.name }))} value={other ?? null} onChange={choose} searchable data-testid="compare-with" />;
        }}
      </Loaded>
      {other && <Loaded query={comparison}>{(both) => <Both comparison={both} />}</Loaded>}
    </Page>
  );
}

function Both({ comparison }: { comparison: RunComparison }) {
  const { t } = useTranslation();
  const { first, second } = comparison;
  const lines = useMemo(
    () => [first, second].flatMap((run, i) => linesOf(run, run.name, `${run.name}, ${t('training.heldOutLine')}`, i === 0 ? 0 : 1)),
    [first, second, t],
  );
  return (
    <>
      <Section title={t('training.curve')}>
        <Suspense fallback={<div style={{ height: 300 }} />}>
          <LossChart lines={lines} />
        </Suspense>
      </Section>
      <Section title={t('training.differences')}>
        <Sides comparison={comparison} />
      </Section>
    </>
  );
}

/** How both ended, and below it the settings and data in which they differ. */
function Sides({ comparison }: { comparison: RunComparison }) {
  const { t, i18n } = useTranslation();
  const { first, second, differences } = comparison;
  const best = (run: TrainingRun) => {
    const point = lowest(run.heldOutCurve);
    return point ? t('training.bestAt', { loss: point.loss.toFixed(4), step: point.step }) : '–';
  };
  const both = (name: string, value: (run: TrainingRun) => ReactNode) => <Row name={name} first={value(first)} second={value(second)} />;
  return (
    <>
      <Table layout="fixed" data-testid="differences">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('training.setting')}</Table.Th>
            <Table.Th><RunLink run={first} /></Table.Th>
            <Table.Th><RunLink run={second} /></Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {both(t('common.state'), (run) => <StateBadge state={run.state} />)}
          {both(t('training.loss'), (run) => run.loss?.toFixed(4) ?? '–')}
          {both(t('training.best'), best)}
          {both(t('training.learnt'), (run) => count(run.work?.tokens ?? 0, i18n.language))}
          {both(t('training.work'), (run) => (run.work?.millis ? lasting(run.work.millis / 1000, i18n.language) : '–'))}
          {differences.map((difference) => (
            <Row key={difference.field} name={<span className="mono">{difference.field}</span>} first={difference.first} second={difference.second} />
          ))}
        </Table.Tbody>
      </Table>
      {differences.length === 0 && (
        <Text size="sm" c="dimmed" mt="md">
          {t('training.same')}
        </Text>
      )}
    </>
  );
}

function Row({ name, first, second }: { name: ReactNode; first: ReactNode; second: ReactNode }) {
  return (
    <Table.Tr style={{ overflowWrap: 'anywhere' }}>
      <Table.Td>{name}</Table.Td>
      <Table.Td>{first}</Table.Td>
      <Table.Td>{second}</Table.Td>
    </Table.Tr>
  );
}

function RunLink({ run }: { run: TrainingRun }) {
  return (
    <LinkText to="/training/$id" params={{ id: run.id }}>
      {run.name}
    </LinkText>
  );
}
