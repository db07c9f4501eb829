import { Alert, Button, Group, SimpleGrid, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAuth } from 'react-oidc-context';
import { useGet, usePost, whileRegistering } from '../../api/hooks';
import type { Epoch, Me, SettlementView } from '../../api/types';
import { FailureBox } from '../../components/FailureBox';
import { Empty, HashText, Loaded, Open, Page, Section, Stat, StateBadge } from '../../components/parts';

export function SettlementPage() {
  const { t } = useTranslation();
  const auth = useAuth();
  const books = useGet<SettlementView>('/api/settlement', { poll: () => 5000 });
  return (
    <Page title={t('nav.settlement')} lead={t('settlement.lead')}>
      <Loaded query={books}>{(view) => <Books view={view} />}</Loaded>
      {auth.isAuthenticated && <Epochs />}
    </Page>
  );
}

function Books({ view }: { view: SettlementView }) {
  const { t } = useTranslation();
  return (
    <>
      <Alert color={view.ok ? 'teal' : 'red'} variant="light" title={view.ok ? t('settlement.ok') : t('settlement.notOk')} data-testid="settlement" data-ok={view.ok}>
        <Group gap="xs" fw={600}>
          <Open amount={view.paidIn} digits={18} /> = <Open amount={view.credited} digits={18} /> + <Open amount={view.protocol} digits={18} /> + <Open amount={view.held} digits={18} />
        </Group>
        <Text size="sm" mt={4}>
          {t('settlement.equation')}
        </Text>
      </Alert>
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 5 }}>
        {(['paidIn', 'credited', 'claimed', 'protocol', 'held'] as const).map((name) => (
          <Stat key={name} label={t(`settlement.${name}`)}>
            <Open amount={view[name]} digits={4} />
          </Stat>
        ))}
      </SimpleGrid>
    </>
  );
}

function Epochs() {
  const { t } = useTranslation();
  const me = useGet<Me>('/api/me');
  const epochs = useGet<Epoch[]>('/api/epochs', { poll: whileRegistering });
  const close = usePost<object, Epoch>(() => '/api/epochs');
  const button = me.data?.roles.includes('compliance-officer') && (
    <Button loading={close.isPending} onClick={() => close.mutate({})} data-testid="close-epoch">
      {t('settlement.close')}
    </Button>
  );
  return (
    <Section title={t('settlement.epochs')} actions={button}>
      <Text size="sm" c="dimmed" mb="sm">
        {t('settlement.epochsHelp')}
      </Text>
      <FailureBox error={close.error} />
      <Loaded query={epochs}>{(rows) => (rows.length === 0 ? <Empty text={t('settlement.noEpochs')} /> : <EpochRows rows={rows} />)}</Loaded>
    </Section>
  );
}

function EpochRows({ rows }: { rows: Epoch[] }) {
  const { t } = useTranslation();
  return (
    <Table.ScrollContainer minWidth={760}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('calls.epoch')}</Table.Th>
            <Table.Th>{t('common.state')}</Table.Th>
            <Table.Th>{t('wallet.calls')}</Table.Th>
            <Table.Th>{t('settlement.credited')}</Table.Th>
            <Table.Th>{t('settlement.protocol')}</Table.Th>
            <Table.Th>{t('settlement.creditsRoot')}</Table.Th>
            <Table.Th>{t('common.transaction')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((epoch) => (
            <Table.Tr key={epoch.number} data-testid="epoch-row" data-state={epoch.state}>
              <Table.Td>{epoch.number}</Table.Td>
              <Table.Td>
                <StateBadge state={epoch.state} />
              </Table.Td>
              <Table.Td>{epoch.calls ?? '–'}</Table.Td>
              <Table.Td>
                <Open amount={epoch.total} />
              </Table.Td>
              <Table.Td>
                <Open amount={epoch.protocol} />
              </Table.Td>
              <Table.Td>
                <HashText value={epoch.creditsRoot} />
              </Table.Td>
              <Table.Td>
                <HashText value={epoch.txHash} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
