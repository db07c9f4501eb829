import { Badge, Button, Card, Group, Loader, Stack, Text } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attribution, Span } from '../../api/types';
import { FailureBox } from '../../components/FailureBox';
import { Facts, HashText, Open } from '../../components/parts';
import { percent } from '../../format/show';
import { ReceiptDrawer } from '../calls/ReceiptDrawer';
import type { Turn } from './ChatPage';
import { bitsOf, rarity, segments } from './segments';

export function AnswerCard({ turn, onRetry }: { turn: Turn; onRetry: () => void }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<number>();
  const spans = turn.attribution?.spans ?? [];
  const span = chosen === undefined ? undefined : spans[chosen];
  return (
    <Card data-testid="answer" data-done={!turn.streaming}>
      <Text size="sm" c="dimmed" mb="xs">
        {turn.question.model}
        {turn.attribution?.model !== undefined && turn.attribution.model !== turn.question.model && <> → {t('chat.answeredBy', { model: turn.attribution.model })}</>}
        {turn.attribution?.route && (
          <span data-testid="answer-route" data-route={turn.attribution.route.name}>
            {' · '}
            {t(`chat.route.${turn.attribution.route.name}`)}
            {turn.attribution.route.why === 'auto' && ` (${t('chat.route.byServer')})`}
          </span>
        )}
      </Text>
      <Text fw={600} mb="sm" style={{ whiteSpace: 'pre-wrap' }}>
        {turn.question.prompt}
      </Text>
      <div className="record-text" aria-live="polite" aria-busy={turn.streaming} data-testid="answer-text">
        {segments(turn.text, spans).map((piece, i) => (piece.span === undefined ? (i === 0 ? piece.text.trimStart() : piece.text) : <Mark key={i} text={piece.text} span={spans[piece.span] as Span} pressed={piece.span === chosen} onChoose={() => setChosen(piece.span === chosen ? undefined : piece.span)} />))}
        {turn.streaming && <Loader type="dots" size="xs" ml={6} aria-label={t('common.loading')} />}
      </div>
      {turn.error !== undefined && <FailureBox error={turn.error} onRetry={onRetry} />}
      {span && <SpanDetails span={span} attribution={turn.attribution as Attribution} />}
      {turn.attribution && <Summary attribution={turn.attribution} />}
    </Card>
  );
}

function Mark({ text, span, pressed, onChoose }: { text: string; span: Span; pressed: boolean; onChoose: () => void }) {
  const { t } = useTranslation();
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    onChoose();
  };
  return (
    <mark
      className={`span rare-${rarity(span)}`}
      role="button"
      tabIndex={0}
      aria-pressed={pressed}
      title={t('chat.spanTitle', { bits: bitsOf(span), count: span.documents })}
      onClick={onChoose}
      onKeyDown={key}
      data-testid="span"
    >
      {text}
    </mark>
  );
}

function SpanDetails({ span, attribution }: { span: Span; attribution: Attribution }) {
  const { t, i18n } = useTranslation();
  return (
    <Card mt="md" padding="md" bg="var(--mantine-primary-color-light)" withBorder={false} data-testid="span-details">
      <Group justify="space-between" mb="xs">
        <Text fw={600} size="sm">
          {t('chat.spanHead', { count: span.documents, bits: bitsOf(span) })}
        </Text>
        <Group gap="xs">
          <Badge color="indigo">{t(`chat.kind.${span.kind}`)}</Badge>
          <Badge color="gray">{t('chat.notCause')}</Badge>
        </Group>
      </Group>
      <Stack gap={8}>
        {span.records.map((record) => {
          const share = attribution.shares?.find((s) => s.contributor === record.contributor);
          return (
            <Facts
              key={record.recordId}
              rows={[
                [t('chat.record'), <HashText key="r" value={record.recordId} />],
                [t('chat.contributor'), <HashText key="c" value={record.contributor} />],
                [t('chat.version'), <HashText key="v" value={record.datasetVersionId} />],
                [t('chat.share'), share ? <span key="s">{percent(share.ppm, i18n.language)} · <Open amount={share.amount} /></span> : '–'],
              ]}
            />
          );
        })}
      </Stack>
    </Card>
  );
}

function Summary({ attribution }: { attribution: Attribution }) {
  const { t, i18n } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Group justify="space-between" mt="md" pt="sm" style={{ borderTop: '1px solid var(--mantine-color-default-border)' }}>
      <Text size="sm" c="dimmed" component="div">
        {attribution.billable ? (
          <>
            {t('chat.cost')} <Open amount={attribution.fee} testId="answer-fee" /> · {t('chat.released')} <Open amount={attribution.released} />
          </>
        ) : (
          <span data-testid="answer-free">{t('chat.free', { reason: attribution.reason ?? '' })}</span>
        )}
        {' · '}
        {t('chat.attributed', { share: percent(1_000_000 - (attribution.unattributedPpm ?? 1_000_000), i18n.language), count: attribution.shares?.length ?? 0 })}
      </Text>
      <Button size="xs" variant="light" disabled={!attribution.receiptHash} onClick={() => setOpen(true)} data-testid="open-receipt">
        {t('chat.receipt')}
      </Button>
      {open && <ReceiptDrawer callId={attribution.callId} attribution={attribution} onClose={() => setOpen(false)} />}
    </Group>
  );
}
