import { Select, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { withQuery } from '../../api/client';
import { useDatanets, useGet } from '../../api/hooks';
import type { Contribution } from '../../api/types';
import { LinkButton, LinkText } from '../../components/links';
import { Empty, Loaded, Open, Page, ProgressBar, StateBadge } from '../../components/parts';
import { time } from '../../format/show';
import { settled } from './rows';

export function ContributionsPage() {
  const { t } = useTranslation();
  const [datanet, setDatanet] = useState<string | null>(null);
  const datanets = useDatanets().data ?? [];
  const mine = useGet<Contribution[]>(withQuery('/api/contributions', { datanetId: datanet }), {
    poll: (rows) => (rows?.some((row) => !settled(row)) ? 1500 : false),
  });
  const name = (id: string) => datanets.find((d) => d.id === id)?.name ?? id.slice(0, 8);
  const more = <LinkButton to="/upload">{t('nav.upload')}</LinkButton>;
  return (
    <Page title={t('nav.contributions')} lead={t('contributions.lead')} actions={more}>
      <Select
        aria-label={t('contributions.filter')}
        placeholder={t('contributions.allDatanets')}
        clearable
        maw={320}
        data={datanets.map((d) => ({ value: d.id, label: d.name }))}
        value={datanet}
        onChange={setDatanet}
      />
      <Loaded query={mine}>{(rows) => (rows.length === 0 ? <Empty text={t('contributions.empty')}>{more}</Empty> : <Rows rows={rows} name={name} />)}</Loaded>
    </Page>
  );
}

function Rows({ rows, name }: { rows: Contribution[]; name: (id: string) => string }) {
  const { t, i18n } = useTranslation();
  return (
    <Table.ScrollContainer minWidth={720}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('contributions.file')}</Table.Th>
            <Table.Th>Datanet</Table.Th>
            <Table.Th>{t('common.state')}</Table.Th>
            <Table.Th>{t('contributions.why')}</Table.Th>
            <Table.Th>{t('datanets.records')}</Table.Th>
            <Table.Th>{t('contributions.earned')}</Table.Th>
            <Table.Th>{t('common.updated')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.id} data-testid="contribution-row" data-file={row.fileName} data-state={row.state}>
              <Table.Td>
                <LinkText to="/contributions/$id" params={{ id: row.id }}>
                  {row.fileName}
                </LinkText>
              </Table.Td>
              <Table.Td>{name(row.datanetId)}</Table.Td>
              <Table.Td>{settled(row) ? <StateBadge state={row.state} /> : <ProgressBar progress={row.progress} label={t(`state.${row.state}`)} />}</Table.Td>
              <Table.Td maw={260}>
                <Text size="sm" c="dimmed" lineClamp={2}>
                  {row.reasons?.length ? row.reasons.join(' · ') : (row.state === 'ACCEPTED' || row.state === 'IN_REVIEW' ? '' : (row.verdict?.message ?? ''))}
                </Text>
              </Table.Td>
              <Table.Td>{row.recordCount ?? '–'}</Table.Td>
              <Table.Td>
                <Open amount={row.earned ?? '0'} />
              </Table.Td>
              <Table.Td>{time(row.updatedAt, i18n.language)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
