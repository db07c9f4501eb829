import { Badge, Button, Group, Select, SimpleGrid, Stack, Table, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get, withQuery } from '../../api/client';
import { useGet } from '../../api/hooks';
import type { AuditEntry, AuditPageRows, AuditProof } from '../../api/types';
import { FailureBox } from '../../components/FailureBox';
import { Empty, Facts, HashText, Loaded, Page, Section, StateBadge } from '../../components/parts';
import { time } from '../../format/show';
import { verify } from './rfc6962';

const LIMIT = 50;
const NO_FILTER = { actor: '', action: '', resource: '', decision: '', from: '', to: '' };
type Filter = typeof NO_FILTER;

const queryOf = (filter: Filter, before: number | undefined) =>
  withQuery('/api/audit', {
    ...filter,
    from: filter.from && `${filter.from}T00:00:00Z`,
    to: filter.to && `${filter.to}T23:59:59Z`,
    limit: LIMIT,
    before,
  });

export function AuditPage() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(NO_FILTER);
  const [filter, setFilter] = useState(NO_FILTER);
  const [before, setBefore] = useState<number>();
  const page = useGet<AuditPageRows>(queryOf(filter, before));
  const search = (next: Filter) => {
    setFilter(next);
    setBefore(undefined);
  };
  return (
    <Page title={t('nav.audit')} lead={t('audit.lead')}>
      <Section title={t('audit.filter')}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            search(typed);
          }}
        >
          <Filters typed={typed} onType={setTyped} />
          <Group justify="flex-end" mt="md">
            <Button
              variant="default"
              onClick={() => {
                setTyped(NO_FILTER);
                search(NO_FILTER);
              }}
            >
              {t('audit.clear')}
            </Button>
            <Button type="submit" data-testid="audit-search">
              {t('audit.search')}
            </Button>
          </Group>
        </form>
      </Section>
      <Loaded query={page}>{(found) => <Found found={found} onOlder={setBefore} />}</Loaded>
    </Page>
  );
}

function Filters({ typed, onType }: { typed: Filter; onType: (next: Filter) => void }) {
  const { t } = useTranslation();
  const text = (field: keyof Filter) => ({
    label: t(`audit.${field}`),
    value: typed[field],
    onChange: (event: { currentTarget: { value: string } }) => onType({ ...typed, [field]: event.currentTarget.value }),
    'data-testid': `audit-${field}`,
  });
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
      <TextInput {...text('actor')} placeholder="UUID" />
      <TextInput {...text('action')} />
      <TextInput {...text('resource')} />
      <Select
        label={t('audit.decision')}
        clearable
        data={['ALLOW', 'DENY'].map((value) => ({ value, label: t(`state.${value as 'ALLOW'}`) }))}
        value={typed.decision || null}
        onChange={(value) => onType({ ...typed, decision: value ?? '' })}
        data-testid="audit-decision"
      />
      <TextInput type="date" {...text('from')} />
      <TextInput type="date" {...text('to')} />
    </SimpleGrid>
  );
}

function Found({ found, onOlder }: { found: AuditPageRows; onOlder: (before: number) => void }) {
  const { t, i18n } = useTranslation();
  const { entries, head } = found;
  const last = entries.at(-1);
  return (
    <Stack>
      {head && (
        <Facts
          rows={[
            [t('audit.size'), new Intl.NumberFormat(i18n.language).format(head.size)],
            [t('audit.root'), <HashText key="root" value={head.rootHash} />],
            [t('common.asOf'), time(head.at, i18n.language)],
          ]}
        />
      )}
      {entries.length === 0 ? <Empty text={t('audit.empty')} /> : <Entries entries={entries} />}
      {last && last.index > 0 && entries.length >= LIMIT && (
        <Group justify="center">
          <Button variant="default" onClick={() => onOlder(last.index)}>
            {t('audit.older')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function Entries({ entries }: { entries: AuditEntry[] }) {
  const { t, i18n } = useTranslation();
  return (
    <Table.ScrollContainer minWidth={900}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>#</Table.Th>
            <Table.Th>{t('audit.at')}</Table.Th>
            <Table.Th>{t('audit.actor')}</Table.Th>
            <Table.Th>{t('audit.action')}</Table.Th>
            <Table.Th>{t('audit.resource')}</Table.Th>
            <Table.Th>{t('audit.decision')}</Table.Th>
            <Table.Th>{t('audit.rule')}</Table.Th>
            <Table.Th>{t('audit.proof')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map((entry) => (
            <Table.Tr key={entry.index} data-testid="audit-row">
              <Table.Td>{entry.index}</Table.Td>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>{time(entry.at, i18n.language)}</Table.Td>
              <Table.Td>
                <HashText value={entry.actorId} />
              </Table.Td>
              <Table.Td>
                {entry.action}
                <Text size="xs" c="dimmed">
                  {entry.purpose}
                </Text>
              </Table.Td>
              <Table.Td>
                <Resource name={entry.resource} />
              </Table.Td>
              <Table.Td>
                <StateBadge state={entry.decision} />
              </Table.Td>
              <Table.Td>{entry.rule}</Table.Td>
              <Table.Td>
                <ProofButton index={entry.index} leaf={entry.leafHash} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** `datanet/ID` as the kind and the short id; anything else as it stands. */
function Resource({ name }: { name: string }) {
  const [, kind, id] = /^([\w-]+)\/([0-9a-f-]{36})$/.exec(name) ?? [];
  if (!kind) return <span style={{ overflowWrap: 'anywhere' }}>{name}</span>;
  return (
    <>
      {kind}
      <HashText value={id} />
    </>
  );
}

/** Fetches the inclusion proof and checks it here, in the browser: the server is not asked whether it is right. */
function ProofButton({ index, leaf }: { index: number; leaf: string }) {
  const { t } = useTranslation();
  const check = useMutation({
    mutationFn: async () => {
      const proof = await get<AuditProof>(`/api/audit/${index}/proof`);
      if (proof.leafHash.toLowerCase() !== leaf.toLowerCase() || proof.index !== index) return { verdict: 'entry-differs' as const, proof };
      return { verdict: await verify(proof), proof };
    },
  });
  if (check.data) {
    const { verdict, proof } = check.data;
    return (
      <Badge color={verdict === 'proven' ? 'teal' : 'red'} title={`${proof.rootHash} (${proof.size})`} data-testid="proof-verdict" data-verdict={verdict}>
        {t(`audit.verdict.${verdict}`)}
      </Badge>
    );
  }
  return (
    <>
      <Button size="xs" variant="light" loading={check.isPending} onClick={() => check.mutate()} data-testid="verify-proof">
        {t('audit.verify')}
      </Button>
      <FailureBox error={check.error} />
    </>
  );
}
