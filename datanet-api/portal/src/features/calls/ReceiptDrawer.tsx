import { Code, Drawer, Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useGet } from '../../api/hooks';
import type { Attribution, Receipt, Share } from '../../api/types';
import { Facts, HashText, Loaded, Open } from '../../components/parts';
import { percent } from '../../format/show';

interface Props {
  callId: string;
  attribution?: Attribution;
  onClose: () => void;
}

/** The stored, signed receipt of a call: what was charged, who gets it, and the text that was signed. */
export function ReceiptDrawer({ callId, attribution, onClose }: Props) {
  const { t } = useTranslation();
  const receipt = useGet<Receipt>(`/api/receipts/${callId}`);
  return (
    <Drawer opened onClose={onClose} position="right" size="lg" title={<Text fw={650}>{t('receipt.title')}</Text>} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <Stack data-testid="receipt">
        {attribution && <Money attribution={attribution} />}
        <Loaded query={receipt}>
          {(stored) => (
            <>
              <Facts
                rows={[
                  [t('receipt.call'), <HashText key="call" value={callId} />],
                  [t('receipt.hash'), <HashText key="hash" value={text(stored.receiptHash) ?? text(stored.hash) ?? attribution?.receiptHash} testId="receipt-hash" />],
                  [t('receipt.signature'), <HashText key="sig" value={text(stored.signature)} testId="receipt-signature" />],
                  [t('receipt.signer'), <HashText key="signer" value={text(stored.signer)} />],
                ]}
              />
              <Text size="sm" c="dimmed">
                {t('receipt.verify')}
              </Text>
              <Code block mah={420} style={{ overflow: 'auto' }} tabIndex={0} aria-label={t('receipt.text')}>
                {pretty(stored.receipt ?? stored)}
              </Code>
            </>
          )}
        </Loaded>
      </Stack>
    </Drawer>
  );
}

const text = (value: unknown) => (typeof value === 'string' ? value : undefined);

function pretty(value: unknown): string {
  try {
    return JSON.stringify(typeof value === 'string' ? JSON.parse(value) : value, null, 2);
  } catch {
    return String(value);
  }
}

function Money({ attribution }: { attribution: Attribution }) {
  const { t } = useTranslation();
  const split = attribution.split;
  return (
    <>
      <Facts
        rows={[
          [t('receipt.held'), <Open key="held" amount={attribution.held} digits={18} />],
          [t('receipt.fee'), <Open key="fee" amount={attribution.fee} digits={18} />],
          [t('receipt.released'), <Open key="released" amount={attribution.released} digits={18} />],
          ...(split ? (['data', 'model', 'stakers', 'protocol'] as const).map((part): [string, React.ReactNode] => [t(`split.${part}`), <Open key={part} amount={split[part]} digits={18} />]) : []),
          ...(attribution.fingerprints ? ([[t('receipt.adapter'), <HashText key="a" value={attribution.fingerprints.adapter} />]] as [string, React.ReactNode][]) : []),
        ]}
      />
      <Shares shares={attribution.shares} unattributedPpm={attribution.unattributedPpm} />
    </>
  );
}

export function Shares({ shares, unattributedPpm }: { shares: Share[]; unattributedPpm?: number }) {
  const { t, i18n } = useTranslation();
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('chat.contributor')}</Table.Th>
          <Table.Th>{t('chat.share')}</Table.Th>
          <Table.Th>{t('receipt.amount')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {shares.map((share) => (
          <Table.Tr key={share.contributor}>
            <Table.Td>
              <HashText value={share.contributor} />
            </Table.Td>
            <Table.Td>{percent(share.ppm, i18n.language)}</Table.Td>
            <Table.Td>
              <Open amount={share.amount} digits={12} />
            </Table.Td>
          </Table.Tr>
        ))}
        {unattributedPpm !== undefined && (
          <Table.Tr>
            <Table.Td c="dimmed">{t('receipt.unattributed')}</Table.Td>
            <Table.Td>{percent(unattributedPpm, i18n.language)}</Table.Td>
            <Table.Td />
          </Table.Tr>
        )}
      </Table.Tbody>
    </Table>
  );
}
