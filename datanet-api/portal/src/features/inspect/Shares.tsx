import { Badge, Group, Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/hooks';
import type { Inspection } from '../../api/types';
import { LinkText } from '../../components/links';
import { HashText, Section } from '../../components/parts';
import { percent, time } from '../../format/show';
import { acceptances, reasons, type Reason } from './explain';

/** What everybody gets, and the part that nobody gets. */
export function Shares({ inspection }: { inspection: Inspection }) {
  const { t, i18n } = useTranslation();
  const { recordShares, unattributedPpm, answerMillibits } = inspection.attribution;
  return (
    <Section title={t('inspect.shares')}>
      <Stack>
        <ul className="bars">
          {reasons(inspection).map((reason) => (
            <Contributor key={reason.contributor} reason={reason} totalMillibits={answerMillibits} />
          ))}
          <Bar label={<Text size="sm">{t('receipt.unattributed')}</Text>} ppm={unattributedPpm} why={t('inspect.unattributed', { share: percent(unattributedPpm, i18n.language) })} nobody />
        </ul>
        {recordShares.length > 0 && <Records inspection={inspection} />}
      </Stack>
    </Section>
  );
}

function Contributor({ reason, totalMillibits }: { reason: Reason; totalMillibits: number }) {
  const { t, i18n } = useTranslation();
  const me = useMe().data?.address;
  const bits = (millibits: number) => new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 0 }).format(millibits / 1000);
  const why = t('inspect.because', {
    share: percent(reason.ppm, i18n.language),
    spans: t('inspect.spans', { count: reason.spans }),
    words: t('inspect.words', { count: reason.words }),
    bits: bits(reason.millibits),
    total: bits(totalMillibits),
    at: time(reason.accepted?.at, i18n.language),
  });
  const label = (
    <Group gap={6}>
      <HashText value={reason.contributor} />
      {me === reason.contributor && <Badge>{t('inspect.you')}</Badge>}
    </Group>
  );
  return <Bar label={label} ppm={reason.ppm} why={why} contributor={reason.contributor} />;
}

interface BarProps {
  label: React.ReactNode;
  ppm: number;
  why: string;
  contributor?: string;
  nobody?: boolean;
}

function Bar({ label, ppm, why, contributor, nobody }: BarProps) {
  const { i18n } = useTranslation();
  return (
    <li data-testid="inspect-share" data-contributor={contributor ?? ''} data-ppm={ppm}>
      <Group justify="space-between" gap="xs">
        {label}
        <Text fw={620}>{percent(ppm, i18n.language)}</Text>
      </Group>
      <div className="bar" aria-hidden="true">
        <div className={nobody ? 'bar-nobody' : 'bar-share'} style={{ width: `${ppm / 10_000}%` }} />
      </div>
      <Text size="sm" c="dimmed">
        {why}
      </Text>
    </li>
  );
}

function Records({ inspection }: { inspection: Inspection }) {
  const { t, i18n } = useTranslation();
  const at = acceptances(inspection);
  const contributions = new Map(inspection.records.map((record) => [record.recordId, record.contributionId]));
  const rows = [...inspection.attribution.recordShares].sort((a, b) => b.ppm - a.ppm);
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('chat.record')}</Table.Th>
            <Table.Th>{t('chat.contributor')}</Table.Th>
            <Table.Th>{t('state.ACCEPTED')}</Table.Th>
            <Table.Th>{t('inspect.share')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => {
            const contribution = contributions.get(row.recordId);
            return (
              <Table.Tr key={`${row.recordId} ${row.datasetVersionId}`} data-testid="inspect-record">
                <Table.Td>
                  <HashText value={row.recordId} />{' '}
                  {contribution && (
                    <LinkText to="/contributions/$id" params={{ id: contribution }}>
                      {t('inspect.open')}
                    </LinkText>
                  )}
                </Table.Td>
                <Table.Td>
                  <HashText value={row.contributor} />
                </Table.Td>
                <Table.Td>{time(at(row.recordId).at, i18n.language)}</Table.Td>
                <Table.Td>{percent(row.ppm, i18n.language)}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
