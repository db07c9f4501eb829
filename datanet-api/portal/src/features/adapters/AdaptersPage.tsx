import { Button, Group, Select, SimpleGrid, Stack, Table, Text, TextInput } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useGet, useMe, usePost, whileRegistering } from '../../api/hooks';
import type { Adapter, Me, TrainingRun } from '../../api/types';
import { useConfig } from '../../auth/config';
import { FailureBox } from '../../components/FailureBox';
import { LinkButton } from '../../components/links';
import { Empty, HashText, Loaded, Open, Page, Section, StateBadge } from '../../components/parts';
import { parseOpen } from '../../format/open';

export function AdaptersPage() {
  const { t } = useTranslation();
  const me = useMe();
  const adapters = useGet<Adapter[]>('/api/adapters', { poll: whileRegistering });
  return (
    <Page title={t('nav.adapters')} lead={t('adapters.lead')}>
      <Loaded query={me}>
        {(person) => (
          <>
            {person.roles.includes('model-builder') && <Publish />}
            <Loaded query={adapters}>{(rows) => (rows.length === 0 ? <Empty text={t('adapters.empty')} /> : <Rows rows={rows} me={person} />)}</Loaded>
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** One click: a finished run becomes a served adapter, registered on the L2 with its parents first. */
function Publish() {
  const { t } = useTranslation();
  const search = useSearch({ strict: false });
  const runs = (useGet<TrainingRun[]>('/api/training-runs').data ?? []).filter((run) => run.state === 'DONE');
  const [run, setRun] = useState<string | null>(search.run ?? null);
  const [name, setName] = useState('');
  const [price, setPrice] = useState('');
  const publish = usePost<object, Adapter>(() => '/api/adapters');
  const badName = name !== '' && !/^[a-z0-9][a-z0-9-]{1,62}$/.test(name);
  const badPrice = price !== '' && parseOpen(price) === undefined;
  const submit = () =>
    publish.mutate({ trainingRunId: run, name, ...(price === '' ? {} : { pricePerThousandTokens: parseOpen(price) }) }, { onSuccess: () => setName('') });
  if (runs.length === 0) return null;
  return (
    <Section title={t('adapters.publish')}>
      <Stack>
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <Select label={t('adapters.run')} data={runs.map((r) => ({ value: r.id, label: r.name }))} value={run} onChange={setRun} allowDeselect={false} data-testid="adapter-run" />
          <TextInput label={t('adapters.name')} description={t('adapters.nameHelp')} inputWrapperOrder={['label', 'input', 'description', 'error']} error={badName && t('adapters.nameBad')} value={name} onChange={(e) => setName(e.currentTarget.value)} data-testid="adapter-name" />
          <TextInput label={t('create.price.label')} description={t('adapters.priceHelp')} inputWrapperOrder={['label', 'input', 'description', 'error']} error={badPrice && t('create.error.amount')} value={price} onChange={(e) => setPrice(e.currentTarget.value)} data-testid="adapter-price" />
        </SimpleGrid>
        <FailureBox error={publish.error} />
        <Group justify="flex-end">
          <Button onClick={submit} disabled={!run || name === '' || badName || badPrice} loading={publish.isPending} data-testid="publish-adapter">
            {t('adapters.publish')}
          </Button>
        </Group>
      </Stack>
    </Section>
  );
}

function Rows({ rows, me }: { rows: Adapter[]; me: Me }) {
  const { t } = useTranslation();
  const config = useConfig();
  return (
    <Table.ScrollContainer minWidth={760}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('adapters.model')}</Table.Th>
            <Table.Th>{t('common.state')}</Table.Th>
            <Table.Th>{t('create.price.label')}</Table.Th>
            <Table.Th>{t('adapters.content')}</Table.Th>
            <Table.Th>{t('common.transaction')}</Table.Th>
            <Table.Th>{t('adapters.actions')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((adapter) => (
            <Table.Tr key={adapter.id} data-testid="adapter-row" data-model={adapter.modelId} data-state={adapter.state}>
              <Table.Td>
                <Text size="sm" fw={600} style={{ whiteSpace: 'nowrap' }}>
                  {adapter.modelId}
                </Text>
                <Text size="xs" c="dimmed">
                  {t('adapters.parents', { base: config.baseModel, count: adapter.datasetVersionIds.length })}
                </Text>
              </Table.Td>
              <Table.Td>
                <StateBadge state={adapter.state} testId="adapter-state" />
                <Text size="xs" c="dimmed" maw={220} style={{ overflowWrap: 'anywhere' }}>
                  {adapter.failure ?? adapter.frozenReason}
                </Text>
              </Table.Td>
              <Table.Td>
                <Open amount={adapter.pricePerThousandTokens} />
              </Table.Td>
              <Table.Td>
                <HashText value={adapter.contentHash} />
              </Table.Td>
              <Table.Td>
                <HashText value={adapter.txHash} />
              </Table.Td>
              <Table.Td>
                <Actions adapter={adapter} mayFreeze={adapter.ownerId === me.userId || me.roles.includes('compliance-officer')} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Actions({ adapter, mayFreeze }: { adapter: Adapter; mayFreeze: boolean }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const frozen = adapter.state === 'FROZEN';
  const change = usePost<object, Adapter>(() => `/api/adapters/${adapter.id}/${frozen ? 'unfreeze' : 'freeze'}`);
  return (
    <Stack gap={6}>
      {adapter.state === 'REGISTERED' && (
        <LinkButton size="xs" variant="light" to="/chat" search={{ model: adapter.modelId }} data-testid="ask-adapter">
          {t('adapters.ask')}
        </LinkButton>
      )}
      {mayFreeze && (frozen || adapter.state === 'REGISTERED') && (
        <Group gap={6} wrap="nowrap">
          <TextInput size="xs" aria-label={t('access.reason')} placeholder={t('access.reason')} value={reason} onChange={(e) => setReason(e.currentTarget.value)} data-testid="freeze-reason" />
          <Button size="xs" variant="light" color="blue" disabled={!reason.trim()} loading={change.isPending} onClick={() => change.mutate({ reason: reason.trim() })} data-testid="freeze">
            {frozen ? t('adapters.unfreeze') : t('adapters.freeze')}
          </Button>
        </Group>
      )}
      <FailureBox error={change.error} />
    </Stack>
  );
}
