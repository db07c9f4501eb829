import { Select, Table, Text } from '@mantine/core';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useMemo } from 'react';
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
        <Results first={first} second={second} />
        <Differences comparison={comparison} />
      </Section>
    </>
  );
}

function Results({ first, second }: { first: TrainingRun; second: TrainingRun }) {
  const { t, i18n } = useTranslation();
  const row = (name: string, value: (run: TrainingRun) => React.ReactNode) => (
    <Table.Tr>
      <Table.Td>{name}</Table.Td>
      <Table.Td>{value(first)}</Table.Td>
      <Table.Td>{value(second)}</Table.Td>
    </Table.Tr>
  );
  const link = (run: TrainingRun) => (
    <LinkText to="/training/$id" params={{ id: run.id }}>
      {run.name}
    </LinkText>
  );
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('training.setting')}</Table.Th>
          <Table.Th>{link(first)}</Table.Th>
          <Table.Th>{link(second)}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {row(t('common.state'), (run) => <StateBadge state={run.state} />)}
        {row(t('training.loss'), (run) => run.loss?.toFixed(4) ?? '–')}
        {row(t('training.best'), (run) => lowest(run.heldOutCurve)?.toFixed(4) ?? '–')}
        {row(t('training.learnt'), (run) => count(run.work?.tokens ?? 0, i18n.language))}
        {row(t('training.work'), (run) => (run.work?.millis ? lasting(run.work.millis / 1000, i18n.language) : '–'))}
      </Table.Tbody>
    </Table>
  );
}

function Differences({ comparison }: { comparison: RunComparison }) {
  const { t } = useTranslation();
  if (comparison.differences.length === 0) {
    return (
      <Text size="sm" c="dimmed" mt="md">
        {t('training.same')}
      </Text>
    );
  }
  return (
    <Table mt="md" data-testid="differences">
      <Table.Tbody>
        {comparison.differences.map((difference) => (
          <Table.Tr key={difference.field}>
            <Table.Td className="mono">{difference.field}</Table.Td>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>{difference.first}</Table.Td>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>{difference.second}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
