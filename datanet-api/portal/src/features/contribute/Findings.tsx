import { Alert, List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Contribution, Finding } from '../../api/types';

/** Why a file was refused or sent back, what was found, where, and what to do. */
export function Findings({ contribution }: { contribution: Contribution }) {
  const { t } = useTranslation();
  const { verdict, reasons, state } = contribution;
  const bad = state === 'REJECTED' || state === 'FAILED' || state === 'SENT_BACK';
  return (
    <>
      {bad && (
        <Alert color={state === 'SENT_BACK' ? 'orange' : 'red'} variant="light" my="xs" title={verdict?.code ?? t(`state.${state}`)} data-testid="verdict">
          {verdict?.message && <Text size="sm">{verdict.message}</Text>}
          <Text size="sm">{(reasons ?? []).join(' · ')}</Text>
          <Text size="sm" c="dimmed" mt={4}>
            {t(`contributions.do.${state}`)}
          </Text>
        </Alert>
      )}
      <FindingList findings={(verdict?.findings ?? []).filter((finding) => !bad || !verdict?.message?.includes(finding.message))} />
    </>
  );
}

export function FindingList({ findings }: { findings?: Finding[] | null }) {
  if (!findings || findings.length === 0) return null;
  return (
    <List size="sm" spacing={2} my="xs">
      {findings.map((finding, i) => (
        <List.Item key={i}>
          <b>{finding.code}</b> {finding.message}
          {finding.place && (
            <Text span c="dimmed" size="sm">
              {' '}
              ({finding.place})
            </Text>
          )}
        </List.Item>
      ))}
    </List>
  );
}
