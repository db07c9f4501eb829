import { Button, Checkbox, Group, Select, Table, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { withQuery } from '../../api/client';
import { useDatanets, useGet, usePost } from '../../api/hooks';
import type { BulkAnswer, Decision, ReviewItem } from '../../api/types';
import { FailureBox } from '../../components/FailureBox';
import { LinkText } from '../../components/links';
import { Empty, Loaded, Page, Section } from '../../components/parts';
import { time } from '../../format/show';

export function QueuePage() {
  const { t } = useTranslation();
  const [datanet, setDatanet] = useState<string | null>(null);
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const datanets = useDatanets().data ?? [];
  const queue = useGet<ReviewItem[]>(withQuery('/api/reviews', { datanetId: datanet, state: 'OPEN' }), { poll: () => 5000 });
  const name = (id: string) => datanets.find((d) => d.id === id)?.name ?? id.slice(0, 8);
  return (
    <Page title={t('nav.reviews')} lead={t('reviews.lead')}>
      <Select
        aria-label={t('contributions.filter')}
        placeholder={t('contributions.allDatanets')}
        clearable
        maw={320}
        data={datanets.map((d) => ({ value: d.id, label: d.name }))}
        value={datanet}
        onChange={(value) => {
          setDatanet(value);
          setMarked(new Set());
        }}
        data-testid="review-datanet"
      />
      <Loaded query={queue}>
        {(items) =>
          items.length === 0 ? (
            <Empty text={t('reviews.empty')} />
          ) : (
            <>
              <Bulk ids={items.map((i) => i.contributionId).filter((id) => marked.has(id))} onDone={() => setMarked(new Set())} />
              <Rows items={items} marked={marked} onMark={setMarked} name={name} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

function Bulk({ ids, onDone }: { ids: string[]; onDone: () => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const decide = usePost<{ contributionIds: string[]; decision: Decision; reasons: string[] }, BulkAnswer[]>(() => '/api/reviews/decisions');
  const go = (decision: Decision) => decide.mutate({ contributionIds: ids, decision, reasons: reason.trim() ? [reason.trim()] : [] }, { onSuccess: onDone });
  const blocked = ids.length === 0;
  const refused = (decide.data ?? []).filter((one) => one.problem);
  return (
    <Section title={t('reviews.bulk', { count: ids.length })}>
      <Group align="flex-end">
        <TextInput label={t('reviews.reason')} description={t('reviews.reasonHelp')} value={reason} onChange={(e) => setReason(e.currentTarget.value)} style={{ flex: 1 }} />
        <Button disabled={blocked} loading={decide.isPending} onClick={() => go('ACCEPT')} data-testid="bulk-accept">
          {t('reviews.accept')}
        </Button>
        <Button disabled={blocked || !reason.trim()} variant="light" color="orange" onClick={() => go('SEND_BACK')}>
          {t('reviews.sendBack')}
        </Button>
        <Button disabled={blocked || !reason.trim()} variant="light" color="red" onClick={() => go('REJECT')}>
          {t('reviews.reject')}
        </Button>
      </Group>
      <FailureBox error={decide.error} />
      {refused.length > 0 && (
        <Text size="sm" c="red" mt="xs" role="alert">
          {t('reviews.notDecided', { list: refused.map((one) => one.detail ?? one.problem).join(' ') })}
        </Text>
      )}
    </Section>
  );
}

interface RowsProps {
  items: ReviewItem[];
  marked: ReadonlySet<string>;
  onMark: (ids: ReadonlySet<string>) => void;
  name: (id: string) => string;
}

function Rows({ items, marked, onMark, name }: RowsProps) {
  const { t, i18n } = useTranslation();
  const all = items.every((item) => marked.has(item.contributionId));
  const toggle = (id: string, on: boolean) => onMark(new Set(on ? [...marked, id] : [...marked].filter((other) => other !== id)));
  return (
    <Table.ScrollContainer minWidth={720}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={40}>
              <Checkbox aria-label={t('reviews.markAll')} checked={all} onChange={(e) => onMark(new Set(e.currentTarget.checked ? items.map((i) => i.contributionId) : []))} data-testid="mark-all" />
            </Table.Th>
            <Table.Th>{t('contributions.file')}</Table.Th>
            <Table.Th>Datanet</Table.Th>
            <Table.Th>{t('datanets.records')}</Table.Th>
            <Table.Th>{t('reviews.findings')}</Table.Th>
            <Table.Th>{t('reviews.similar')}</Table.Th>
            <Table.Th>{t('reviews.submitted')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item) => (
            <Table.Tr key={item.contributionId} data-testid="review-row">
              <Table.Td>
                <Checkbox
                  aria-label={t('reviews.mark', { file: item.fileName ?? item.contributionId })}
                  checked={marked.has(item.contributionId)}
                  onChange={(e) => toggle(item.contributionId, e.currentTarget.checked)}
                />
              </Table.Td>
              <Table.Td>
                <LinkText to="/reviews/$id" params={{ id: item.contributionId }} data-testid="review-open">
                  {item.fileName ?? item.contributionId.slice(0, 8)}
                </LinkText>
              </Table.Td>
              <Table.Td>{name(item.datanetId)}</Table.Td>
              <Table.Td>
                {item.recordCount} {item.language && <Text span c="dimmed">· {item.language}</Text>}
              </Table.Td>
              <Table.Td>{item.findings?.length || '–'}</Table.Td>
              <Table.Td>{item.similarTo?.length || '–'}</Table.Td>
              <Table.Td>{time(item.submittedAt, i18n.language)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
