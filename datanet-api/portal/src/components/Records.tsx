import { Card, Group, Pagination, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataRecord } from '../api/types';
import { StateBadge } from './parts';

const PAGE = 20;
/** What anonymisation leaves behind: `[NAME]`, `[PHONE-3f2a]`, `[NATIONAL_ID]`. */
const REDACTED = /(\[[A-Z][A-Z0-9_]+(?:[-:# ][^\]\s]{1,24})?\])/g;

export function RedactedText({ text }: { text: string }) {
  return (
    <Text className="record-text" component="div">
      {text.split(REDACTED).map((piece, i) =>
        i % 2 === 1 ? (
          <mark key={i} className="redacted">
            {piece}
          </mark>
        ) : (
          piece
        ),
      )}
    </Text>
  );
}

/** Anonymised records, a page at a time, with what was found in each. */
export function Records({ records }: { records: DataRecord[] }) {
  const { t } = useTranslation();
  const [page, setPage] = useState(1);
  const shown = records.slice((page - 1) * PAGE, page * PAGE);
  return (
    <Stack gap="sm">
      {shown.map((record) => (
        <Card key={record.id} padding="md" data-testid="record">
          <Group justify="space-between" mb={4}>
            <Text size="xs" c="dimmed">
              {t('records.record', { number: record.ordinal + 1 })} · {record.kind}
            </Text>
            {record.state && record.state !== 'CLEAN' && <StateBadge state={record.state} />}
          </Group>
          <RedactedText text={record.text} />
          {(record.findings ?? []).map((finding, i) => (
            <Text key={i} size="xs" c="orange" mt={4}>
              {finding.code}: {finding.message}
            </Text>
          ))}
        </Card>
      ))}
      {records.length > PAGE && <Pagination total={Math.ceil(records.length / PAGE)} value={page} onChange={setPage} aria-label={t('records.pages')} />}
    </Stack>
  );
}
