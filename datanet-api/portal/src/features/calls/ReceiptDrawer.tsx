import { Badge, Code, Drawer, Group, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useGet } from '../../api/hooks';
import type { Attribution, Payment, Share, SignedReceipt } from '../../api/types';
import { Facts, HashText, Loaded, Open } from '../../components/parts';
import { percent } from '../../format/show';
import { verifyReceipt } from './verifyReceipt';

interface Props {
  callId: string;
  attribution?: Attribution;
  onClose: () => void;
}

/** The stored, signed receipt of a call: what was charged, who gets it, and the text that was signed. */
export function ReceiptDrawer({ callId, attribution, onClose }: Props) {
  const { t } = useTranslation();
  const receipt = useGet<SignedReceipt>(`/api/receipts/${callId}`);
  return (
    <Drawer opened onClose={onClose} position="right" size="lg" title={<Text fw={650}>{t('receipt.title')}</Text>} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <Stack data-testid="receipt">
        <Loaded query={receipt}>
          {(signed) => (
            <>
              <Facts
                rows={[
                  [t('receipt.call'), <HashText key="call" value={callId} />],
                  [t('receipt.hash'), <HashText key="hash" value={signed.receiptHash} testId="receipt-hash" />],
                  [t('receipt.signature'), <HashText key="sig" value={signed.signature} testId="receipt-signature" />],
                  [t('receipt.signer'), <HashText key="signer" value={signed.signer} />],
                  ...(attribution ? ([[t('receipt.held'), <Open key="held" amount={attribution.held} digits={18} />]] as [string, React.ReactNode][]) : []),
                  [t('receipt.fee'), <Open key="fee" amount={signed.receipt.billing.fee} digits={18} />],
                  ...(attribution ? ([[t('receipt.released'), <Open key="released" amount={attribution.released} digits={18} />]] as [string, React.ReactNode][]) : []),
                ]}
              />
              <Checks signed={signed} />
              <Payments payments={signed.receipt.billing.payments} />
              {attribution?.shares && <Shares shares={attribution.shares} unattributedPpm={attribution.unattributedPpm} />}
              <Text size="sm" c="dimmed">
                {t('receipt.verify')}
              </Text>
              <Code block mah={420} style={{ overflow: 'auto' }} tabIndex={0} aria-label={t('receipt.text')}>
                {JSON.stringify(signed.receipt, null, 2)}
              </Code>
            </>
          )}
        </Loaded>
      </Stack>
    </Drawer>
  );
}

function Checks({ signed }: { signed: SignedReceipt }) {
  const { t } = useTranslation();
  const check = useQuery({ queryKey: ['receipt-check', signed.receiptHash], queryFn: () => verifyReceipt(signed), staleTime: Infinity });
  if (!check.data) return null;
  const outcome = check.data;
  return (
    <Group gap="xs" data-testid="receipt-check" data-ok={outcome.hash && outcome.sum}>
      {(['hash', 'sum'] as const).map((name) => (
        <Badge key={name} color={outcome[name] ? 'teal' : 'red'}>
          {t(`receipt.check.${name}`)}
          {!outcome[name] && ` – ${t('receipt.check.bad')}`}
        </Badge>
      ))}
    </Group>
  );
}

function Payments({ payments }: { payments: Payment[] }) {
  const { t } = useTranslation();
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('receipt.paidTo')}</Table.Th>
          <Table.Th>{t('wallet.account')}</Table.Th>
          <Table.Th>{t('receipt.amount')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {payments.map((payment, i) => (
          <Table.Tr key={i}>
            <Table.Td>{t(`receipt.payee.${payment.kind}`)}</Table.Td>
            <Table.Td>
              <HashText value={payment.account} />
            </Table.Td>
            <Table.Td>
              <Open amount={payment.amount} digits={12} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Shares({ shares, unattributedPpm }: { shares: Share[]; unattributedPpm?: number }) {
  const { t, i18n } = useTranslation();
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('chat.contributor')}</Table.Th>
          <Table.Th>{t('chat.share')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {shares.map((share) => (
          <Table.Tr key={share.contributor}>
            <Table.Td>
              <HashText value={share.contributor} />
            </Table.Td>
            <Table.Td>{percent(share.ppm, i18n.language)}</Table.Td>
          </Table.Tr>
        ))}
        {unattributedPpm !== undefined && (
          <Table.Tr>
            <Table.Td c="dimmed">{t('receipt.unattributed')}</Table.Td>
            <Table.Td>{percent(unattributedPpm, i18n.language)}</Table.Td>
          </Table.Tr>
        )}
      </Table.Tbody>
    </Table>
  );
}
