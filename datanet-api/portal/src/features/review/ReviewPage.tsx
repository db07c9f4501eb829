import { Button, Card, Group, Kbd, List, Stack, Text, Textarea } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useGet, usePost } from '../../api/hooks';
import type { Decision, ReviewDetail, ReviewItem } from '../../api/types';
import { FailureBox } from '../../components/FailureBox';
import { LinkButton } from '../../components/links';
import { Loaded, Page, Section } from '../../components/parts';
import { Records } from '../../components/Records';
import { FindingList } from '../contribute/Findings';

export function ReviewPage() {
  const { id } = useParams({ strict: false });
  const item = useGet<ReviewDetail>(`/api/reviews/${id}`);
  return <Loaded query={item}>{(detail) => <Shown key={detail.contributionId} item={detail} />}</Loaded>;
}

function Shown({ item }: { item: ReviewDetail }) {
  const { t } = useTranslation();
  const similar = item.similarTo ?? [];
  return (
    <Page title={item.fileName ?? t('reviews.item')} lead={t('reviews.itemLead', { records: item.recordCount, language: item.language ?? '–' })}>
      <DecisionBar item={item} />
      {(item.findings?.length ?? 0) > 0 && (
        <Section title={t('reviews.findings')}>
          <FindingList findings={item.findings} />
        </Section>
      )}
      {similar.length > 0 && (
        <Section title={t('reviews.similar')}>
          <List size="sm">
            {similar.map((other, i) => (
              <List.Item key={i} className="mono">
                {describe(other)}
              </List.Item>
            ))}
          </List>
        </Section>
      )}
      <Section title={t('records.title')}>
        <Records records={item.records} />
      </Section>
    </Page>
  );
}

/** A similar item as the gate names it: an id, or an object with an id and how much is the same. */
function describe(other: unknown): string {
  if (typeof other !== 'object' || other === null) return String(other);
  return Object.entries(other)
    .map(([name, value]) => `${name} ${typeof value === 'number' && value <= 1 ? `${Math.round(value * 100)} %` : String(value)}`)
    .join(' · ');
}

/** Accept, reject, send back: by button or by the keys a, r, s; then on to the next item of the queue. */
function DecisionBar({ item }: { item: ReviewDetail }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const queue = useGet<ReviewItem[]>('/api/reviews?state=OPEN');
  const decide = usePost<{ decision: Decision; reasons: string[] }, unknown>(() => `/api/reviews/${item.contributionId}/decision`);
  const open = !item.state || item.state === 'OPEN';

  const go = (decision: Decision) => {
    if (!open || decide.isPending) return;
    const reasons = reason.split('\n').map((line) => line.trim()).filter(Boolean);
    setMissing(decision !== 'ACCEPT' && reasons.length === 0);
    if (decision !== 'ACCEPT' && reasons.length === 0) return;
    const next = queue.data?.find((other) => other.contributionId !== item.contributionId);
    decide.mutate({ decision, reasons }, { onSuccess: () => void (next ? navigate({ to: '/reviews/$id', params: { id: next.contributionId } }) : navigate({ to: '/reviews' })) });
  };
  useHotkeys([
    ['a', () => go('ACCEPT')],
    ['r', () => go('REJECT')],
    ['s', () => go('SEND_BACK')],
  ]);

  if (!open) {
    return (
      <Card>
        <Group justify="space-between">
          <Text>{t('reviews.decided')}</Text>
          <LinkButton to="/reviews" variant="light">
            {t('reviews.back')}
          </LinkButton>
        </Group>
      </Card>
    );
  }
  return (
    <Section title={t('reviews.decision')}>
      <Stack>
        <Textarea
          label={t('reviews.reason')}
          description={t('reviews.reasonHelp')}
          error={missing && t('reviews.reasonMissing')}
          value={reason}
          onChange={(e) => setReason(e.currentTarget.value)}
          autosize
          minRows={2}
          data-testid="review-reason"
        />
        <Group>
          <Button onClick={() => go('ACCEPT')} loading={decide.isPending} rightSection={<Kbd size="xs">a</Kbd>} data-testid="review-accept">
            {t('reviews.accept')}
          </Button>
          <Button onClick={() => go('SEND_BACK')} variant="light" color="orange" rightSection={<Kbd size="xs">s</Kbd>} data-testid="review-send-back">
            {t('reviews.sendBack')}
          </Button>
          <Button onClick={() => go('REJECT')} variant="light" color="red" rightSection={<Kbd size="xs">r</Kbd>} data-testid="review-reject">
            {t('reviews.reject')}
          </Button>
        </Group>
        <FailureBox error={decide.error} />
      </Stack>
    </Section>
  );
}
