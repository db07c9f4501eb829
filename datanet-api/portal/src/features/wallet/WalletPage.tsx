import { Badge, Button, Group, SimpleGrid, Stack, Table, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useGet, usePost } from '../../api/hooks';
import type { Account, Claim, Earnings } from '../../api/types';
import { FailureBox } from '../../components/FailureBox';
import { LinkText } from '../../components/links';
import { Empty, HashText, Loaded, Open, Page, Section, Stat } from '../../components/parts';
import { depositable, formatOpen, holdings, parseOpen } from '../../format/open';
import { LinkWallet } from './LinkWallet';

export function WalletPage() {
  const { t } = useTranslation();
  const account = useGet<Account>('/api/account', { poll: () => 5000 });
  return (
    <Page title={t('nav.wallet')} lead={t('wallet.lead')}>
      <Loaded query={account}>
        {(row) => (
          <>
            <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
              <Stat label={t('wallet.balance')}>
                <Open amount={holdings(row)} digits={4} testId="wallet-open" />
              </Stat>
              <Stat label={t('wallet.available')}>
                <Open amount={row.escrow.available} digits={4} testId="wallet-available" />
              </Stat>
              <Stat label={t('wallet.claimable')}>
                <Open amount={row.claimable} digits={4} testId="wallet-claimable" />
              </Stat>
              <Stat label={t('wallet.claimed')}>
                <Open amount={row.claimed} digits={4} testId="wallet-claimed" />
              </Stat>
            </SimpleGrid>
            <SimpleGrid cols={{ base: 1, md: 2 }}>
              <Deposit account={row} />
              <Section title={t('wallet.account')} actions={<Badge color={row.walletLinked ? 'teal' : 'gray'}>{row.walletLinked ? t('wallet.own') : t('wallet.kept')}</Badge>}>
                <HashText value={row.address} testId="wallet-address" />
                <Text size="sm" c="dimmed" mt="xs">
                  {row.walletLinked ? t('wallet.ownHelp') : t('wallet.keptHelp')}
                </Text>
                <LinkWallet />
              </Section>
            </SimpleGrid>
          </>
        )}
      </Loaded>
      <EarningsSection />
    </Page>
  );
}

function Deposit({ account }: { account: Account }) {
  const { t, i18n } = useTranslation();
  const [amount, setAmount] = useState('');
  const deposit = usePost<{ amount: string }, unknown>(() => '/api/escrow/deposits');
  const units = parseOpen(amount);
  const most = depositable(account);
  const tooMuch = units !== undefined && BigInt(units) > BigInt(most);
  const problem = amount !== '' && units === undefined ? t('create.error.amount') : tooMuch ? t('wallet.tooMuch', { most: formatOpen(most, i18n.language, 4) }) : undefined;
  return (
    <Section title={t('wallet.deposit')}>
      <Text size="sm" c="dimmed" mb="sm">
        {t('wallet.depositHelp')}
      </Text>
      <Stack gap="sm">
        <Group align="flex-end">
          <TextInput label={t('wallet.amount')} inputMode="decimal" error={problem} value={amount} onChange={(e) => setAmount(e.currentTarget.value)} style={{ flex: 1 }} data-testid="deposit-amount" />
          <Button disabled={!units || units === '0' || tooMuch} loading={deposit.isPending} onClick={() => deposit.mutate({ amount: units as string }, { onSuccess: () => setAmount('') })} data-testid="deposit">
            {t('wallet.deposit')}
          </Button>
        </Group>
        {deposit.isSuccess && (
          <Text size="sm" c="teal" role="status">
            {t('wallet.deposited')}
          </Text>
        )}
        <FailureBox error={deposit.error} />
        <Text size="sm" c="dimmed" component="div">
          {t('wallet.held')} <Open amount={account.escrow.held} /> · {t('wallet.spent')} <Open amount={account.escrow.spent} />
        </Text>
      </Stack>
    </Section>
  );
}

function EarningsSection() {
  const { t } = useTranslation();
  const earnings = useGet<Earnings>('/api/earnings', { poll: () => 5000 });
  const claim = usePost<object, Claim>(() => '/api/claims');
  const nothing = !earnings.data || earnings.data.claimable === '0';
  const button = (
    <Button disabled={nothing} loading={claim.isPending} onClick={() => claim.mutate({})} data-testid="claim">
      {t('wallet.claim')}
    </Button>
  );
  return (
    <Section title={t('wallet.earnings')} actions={button}>
      <FailureBox error={claim.error} />
      {claim.data && !nothing && (
        <Group gap="xs" mb="sm" role="status">
          <Text size="sm" c="teal">
            {t('wallet.claiming')}
          </Text>
        </Group>
      )}
      <Loaded query={earnings}>
        {(row) => (
          <>
            <Text size="sm" c="dimmed" mb="sm" component="div">
              {t('wallet.credited')} <Open amount={row.credited} testId="earned-total" /> · {t('wallet.claimable')} <Open amount={row.claimable} testId="earned-claimable" /> · {t('wallet.claimed')}{' '}
              <Open amount={row.claimed} testId="earned-claimed" />
            </Text>
            {row.items.length === 0 ? <Empty text={t('wallet.noEarnings')} /> : <Items items={row.items} />}
          </>
        )}
      </Loaded>
    </Section>
  );
}

function Items({ items }: { items: Earnings['items'] }) {
  const { t } = useTranslation();
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('contributions.file')}</Table.Th>
          <Table.Th>{t('contributions.earned')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {items.map((item) => (
          <Table.Tr key={item.contributionId} data-testid="earning-row">
            <Table.Td>
              <LinkText to="/contributions/$id" params={{ id: item.contributionId }}>
                {item.fileName}
              </LinkText>
            </Table.Td>
            <Table.Td>
              <Open amount={item.amount} digits={9} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
