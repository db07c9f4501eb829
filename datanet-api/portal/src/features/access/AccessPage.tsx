import { Button, Group, Select, Stack, Table, Text, Textarea, TextInput } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDatanets, useGet, useMe, usePost, whileRegistering } from '../../api/hooks';
import type { AccessRequest, Datanet, Me } from '../../api/types';
import { FailureBox } from '../../components/FailureBox';
import { Empty, HashText, Loaded, Page, Section, StateBadge } from '../../components/parts';
import { time } from '../../format/show';

export function AccessPage() {
  const { t } = useTranslation();
  const me = useMe();
  const datanets = useDatanets();
  const requests = useGet<AccessRequest[]>('/api/access-requests', { poll: (rows) => whileRegistering(rows) || 5000 });
  return (
    <Page title={t('nav.access')} lead={t('access.lead')}>
      <Loaded query={me}>
        {(person) => (
          <Loaded query={datanets}>
            {(all) => (
              <>
                {person.roles.includes('model-builder') && <AskSection datanets={all.filter((d) => d.state === 'REGISTERED')} />}
                <Loaded query={requests}>
                  {(rows) => (rows.length === 0 ? <Empty text={person.roles.includes('model-builder') ? t('access.emptyBuilder') : t('access.empty')} /> : <Requests rows={rows} datanets={all} me={person} />)}
                </Loaded>
              </>
            )}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

function AskSection({ datanets }: { datanets: Datanet[] }) {
  const { t } = useTranslation();
  const search = useSearch({ strict: false });
  const [datanet, setDatanet] = useState<string | null>(search.datanet ?? datanets[0]?.id ?? null);
  const [purpose, setPurpose] = useState<string>(search.purpose ?? 'train');
  const [why, setWhy] = useState('');
  const ask = usePost<{ purpose: string; justification: string }, AccessRequest>(() => `/api/datanets/${datanet}/access-requests`);
  const submit = () => ask.mutate({ purpose, justification: why.trim() }, { onSuccess: () => setWhy('') });
  return (
    <Section title={t('access.ask')}>
      <Stack>
        <Group grow align="flex-start">
          <Select label="Datanet" data={datanets.map((d) => ({ value: d.id, label: d.name }))} value={datanet} onChange={setDatanet} allowDeselect={false} data-testid="access-datanet" />
          <Select
            label={t('access.purpose')}
            data={[
              { value: 'train', label: t('access.train') },
              { value: 'query', label: t('access.query') },
            ]}
            value={purpose}
            onChange={(value) => setPurpose(value ?? 'train')}
            allowDeselect={false}
            data-testid="access-purpose"
          />
        </Group>
        <Textarea label={t('access.why')} description={t('access.whyHelp')} value={why} onChange={(e) => setWhy(e.currentTarget.value)} autosize minRows={2} data-testid="access-why" />
        <FailureBox error={ask.error} />
        <Group justify="flex-end">
          <Button onClick={submit} disabled={!datanet || why.trim() === ''} loading={ask.isPending} data-testid="access-ask">
            {t('access.ask')}
          </Button>
        </Group>
      </Stack>
    </Section>
  );
}

function Requests({ rows, datanets, me }: { rows: AccessRequest[]; datanets: Datanet[]; me: Me }) {
  const { t, i18n } = useTranslation();
  const datanetOf = (row: AccessRequest) => datanets.find((d) => d.id === row.datanetId);
  return (
    <Table.ScrollContainer minWidth={760}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Datanet</Table.Th>
            <Table.Th>{t('access.who')}</Table.Th>
            <Table.Th>{t('access.purpose')}</Table.Th>
            <Table.Th>{t('common.state')}</Table.Th>
            <Table.Th>{t('access.until')}</Table.Th>
            <Table.Th>{t('common.transaction')}</Table.Th>
            <Table.Th>{t('access.decide')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.id} data-testid="access-row" data-state={row.state} data-purpose={row.purpose}>
              <Table.Td>{datanetOf(row)?.name ?? row.datanetId.slice(0, 8)}</Table.Td>
              <Table.Td>
                {row.licenseeName ?? row.licenseeId.slice(0, 8)}
                <Text size="xs" c="dimmed" maw={220}>
                  {row.justification}
                </Text>
              </Table.Td>
              <Table.Td>{t(`access.${row.purpose}`)}</Table.Td>
              <Table.Td>
                <StateBadge state={row.state} testId="access-state" />
                <Text size="xs" c="dimmed">
                  {row.reason}
                </Text>
              </Table.Td>
              <Table.Td>{time(row.expiresAt, i18n.language)}</Table.Td>
              <Table.Td>
                <HashText value={row.txHash} />
              </Table.Td>
              <Table.Td>{datanetOf(row)?.stewardId === me.userId ? <Decide request={row} /> : '–'}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

const daysFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** The steward's answer: grant until a day, deny, or revoke a grant; the last two need a reason. */
function Decide({ request }: { request: AccessRequest }) {
  const { t } = useTranslation();
  const [until, setUntil] = useState(() => daysFromNow(90));
  const [reason, setReason] = useState('');
  const answer = usePost<{ verb: 'grant' | 'deny' | 'revoke'; body: object }, AccessRequest>(
    ({ verb }) => `/api/access-requests/${request.id}/${verb}`,
    ({ body }) => body,
  );
  const waiting = request.state === 'REQUESTED';
  if (!waiting && request.state !== 'GRANTED') return '–';
  return (
    <Stack gap={6} miw={240}>
      {waiting && (
        <Group gap={6} wrap="nowrap">
          <TextInput type="date" size="xs" aria-label={t('access.until')} min={daysFromNow(1)} value={until} onChange={(e) => setUntil(e.currentTarget.value)} data-testid="grant-until" />
          <Button size="xs" loading={answer.isPending} disabled={!until} onClick={() => answer.mutate({ verb: 'grant', body: { expiresAt: `${until}T23:59:59Z` } })} data-testid="grant">
            {t('access.grant')}
          </Button>
        </Group>
      )}
      <Group gap={6} wrap="nowrap">
        <TextInput size="xs" placeholder={t('access.reason')} aria-label={t('access.reason')} value={reason} onChange={(e) => setReason(e.currentTarget.value)} />
        <Button size="xs" variant="light" color="red" disabled={!reason.trim()} loading={answer.isPending} onClick={() => answer.mutate({ verb: waiting ? 'deny' : 'revoke', body: { reason: reason.trim() } })}>
          {waiting ? t('access.deny') : t('access.revoke')}
        </Button>
      </Group>
      <FailureBox error={answer.error} />
    </Stack>
  );
}
