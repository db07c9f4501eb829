import { Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { post } from '../../api/client';
import type { Estimate, NewTrainingRun } from '../../api/types';
import { FailureBox } from '../../components/FailureBox';
import { Section } from '../../components/parts';
import { count, lasting } from '../../format/show';

/** What a run would take, asked before it is started; each question is an access to the data and logged as one. */
export function EstimateBox({ request }: { request: NewTrainingRun }) {
  const { t } = useTranslation();
  const asked = useMutation<Estimate, Error, NewTrainingRun>({ mutationFn: (body) => post<Estimate>('/api/training-runs/estimate', body) });
  const ask = (
    <Button variant="default" onClick={() => asked.mutate({ ...request, name: request.name || '?' })} disabled={request.datasetVersionIds.length === 0} loading={asked.isPending} data-testid="estimate-run">
      {t('training.estimateDo')}
    </Button>
  );
  return (
    <Section title={t('training.estimate')} actions={ask}>
      <FailureBox error={asked.error} />
      {asked.data && <Answer estimate={asked.data} />}
      <Text size="sm" c="dimmed">
        {t('training.estimateCost')}
      </Text>
    </Section>
  );
}

function Answer({ estimate }: { estimate: Estimate }) {
  const { t, i18n } = useTranslation();
  const number = (n: number) => count(n, i18n.language);
  return (
    <Stack gap={4} mb="sm" data-testid="estimate">
      <Text>{t('training.estimateWork', { records: number(estimate.records), tokens: number(estimate.tokens), total: number(estimate.totalTokens), updates: number(estimate.updates) })}</Text>
      <Text>
        {typeof estimate.seconds !== 'number'
          ? t('training.estimateUnknown')
          : t('training.estimateTime', { time: lasting(estimate.seconds, i18n.language), rate: number(estimate.tokensPerSecond ?? 0) })}
      </Text>
    </Stack>
  );
}
