import { Button, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useGet } from '../../api/hooks';
import type { Call } from '../../api/types';
import { LinkButton } from '../../components/links';
import { Empty, HashText, Loaded, Open, Page, StateBadge } from '../../components/parts';
import { time } from '../../format/show';
import { ReceiptDrawer } from './ReceiptDrawer';

export function CallsPage() {
  const { t } = useTranslation();
  const calls = useGet<Call[]>('/api/calls', { poll: (rows) => (rows?.some((call) => call.state === 'HELD') ? 2000 : false) });
  return (
    <Page title={t('nav.calls')} lead={t('calls.lead')}>
      <Loaded query={calls}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty text={t('calls.empty')}>
              <LinkButton to="/chat">{t('nav.chat')}</LinkButton>
            </Empty>
          ) : (
            <Rows rows={rows} />
          )
        }
      </Loaded>
    </Page>
  );
}

function Rows({ rows }: { rows: Call[] }) {
  const { t, i18n } = useTranslation();
  const [shown, setShown] = useState<string>();
  return (
    <Table.ScrollContainer minWidth={760}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('calls.at')}</Table.Th>
            <Table.Th>{t('chat.model')}</Table.Th>
            <Table.Th>{t('common.state')}</Table.Th>
            <Table.Th>{t('receipt.fee')}</Table.Th>
            <Table.Th>{t('calls.epoch')}</Table.Th>
            <Table.Th>{t('receipt.hash')}</Table.Th>
            <Table.Th>{t('chat.receipt')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((call) => (
            <Table.Tr key={call.id} data-testid="call-row">
              <Table.Td>{time(call.at, i18n.language)}</Table.Td>
              <Table.Td>{call.modelId}</Table.Td>
              <Table.Td>
                <StateBadge state={call.state} />
                {!call.billable && (
                  <Text size="xs" c="dimmed">
                    {call.reason}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>
                <Open amount={call.fee} />
              </Table.Td>
              <Table.Td>{call.epoch ?? t('calls.openEpoch')}</Table.Td>
              <Table.Td>
                <HashText value={call.receiptHash} />
              </Table.Td>
              <Table.Td>
                <Button size="xs" variant="light" disabled={!call.receiptHash} onClick={() => setShown(call.id)}>
                  {t('home.open')}
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {shown && <ReceiptDrawer callId={shown} onClose={() => setShown(undefined)} />}
    </Table.ScrollContainer>
  );
}
