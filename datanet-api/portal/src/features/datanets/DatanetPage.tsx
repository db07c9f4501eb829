import { Button, Card, Group, SimpleGrid, Stack, Table, Text, TextInput } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDatanet, useMe, usePost, useVersions, versionBusy } from '../../api/hooks';
import type { Datanet, Version } from '../../api/types';
import { FailureBox } from '../../components/FailureBox';
import { LinkButton, LinkText } from '../../components/links';
import { Empty, Facts, HashText, Loaded, Open, Page, ProgressBar, Section, StateBadge } from '../../components/parts';
import { bytes, time } from '../../format/show';
import { navFor } from '../../shell/nav';
import { SplitDonut } from './SplitDonut';

export function DatanetPage() {
  const { id } = useParams({ strict: false });
  const query = useDatanet(id ?? '');
  return <Loaded query={query}>{(datanet) => <Shown datanet={datanet} />}</Loaded>;
}

function Shown({ datanet }: { datanet: Datanet }) {
  const { t } = useTranslation();
  const me = useMe().data;
  const title = (
    <Group gap="sm">
      {datanet.name} <StateBadge state={datanet.state} testId="datanet-state" />
    </Group>
  );
  const ready = datanet.state === 'REGISTERED';
  const actions = (
    <>
      {ready && me?.roles.includes('contributor') && (
        <LinkButton to="/upload" search={{ datanet: datanet.id }} data-testid="contribute">
          {t('datanets.contribute')}
        </LinkButton>
      )}
      {ready && me?.roles.includes('model-builder') && (
        <LinkButton to="/access" search={{ datanet: datanet.id }} variant="light" data-testid="request-licence">
          {t('datanets.requestLicence')}
        </LinkButton>
      )}
      {ready && navFor(me?.roles ?? []).some((group) => group.items.some((item) => item.to === '/inspector')) && (
        <LinkButton to="/inspector" search={{ datanet: datanet.id }} variant="light">
          {t('inspect.link')}
        </LinkButton>
      )}
    </>
  );
  return (
    <Page title={title} lead={datanet.description} actions={actions}>
      {datanet.state === 'REGISTERING' && (
        <Card>
          <ProgressBar label={t('datanets.registering')} />
        </Card>
      )}
      {datanet.state === 'FAILED' && <FailureBox error={new Error(datanet.failure ?? t('datanets.failed'))} />}
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Rules datanet={datanet} />
        <Stack>
          <Section title={t('datanets.pays')}>
            <Text mb="md">
              <Text span fw={650} size="xl">
                <Open amount={datanet.pricePerThousandTokens} />
              </Text>{' '}
              <Text span c="dimmed" size="sm">
                {t('datanets.perThousand')}
              </Text>
            </Text>
            <SplitDonut split={datanet.split} />
          </Section>
          <Section title={t('datanets.onChain')}>
            <Facts
              rows={[
                [t('common.transaction'), <HashText key="tx" value={datanet.txHash} />],
                [t('datanets.rulesHash'), <HashText key="rules" value={datanet.rulesHash} />],
                [t('datanets.treasury'), <HashText key="treasury" value={datanet.treasury} />],
              ]}
            />
          </Section>
        </Stack>
      </SimpleGrid>
      <Versions datanet={datanet} steward={me?.userId === datanet.stewardId} />
    </Page>
  );
}

function Rules({ datanet }: { datanet: Datanet }) {
  const { t, i18n } = useTranslation();
  const list = datanet.contributorWhitelist;
  return (
    <Section title={t('datanets.rules')}>
      <Facts
        rows={[
          [t('create.domain.label'), datanet.domain],
          [t('create.acceptedTypes.label'), datanet.acceptedTypes.join(', ')],
          [t('create.languages.label'), datanet.languages.join(', ')],
          [t('datanets.maxFile'), bytes(datanet.maxFileBytes, i18n.language)],
          [t('create.whitelist.label'), list.length === 0 ? t('datanets.everyone') : list.join(', ')],
          [t('create.region.label'), datanet.region === 'ANY' ? t('create.anyRegion') : datanet.region],
          [t('create.privacyPreset.label'), datanet.privacyPreset],
          [t('datanets.records'), datanet.recordCount],
          [t('datanets.contributors'), datanet.contributorCount],
          [t('common.created'), time(datanet.createdAt, i18n.language)],
        ]}
      />
    </Section>
  );
}

function Versions({ datanet, steward }: { datanet: Datanet; steward: boolean }) {
  const { t } = useTranslation();
  const versions = useVersions(datanet.id);
  return (
    <Section title={t('versions.title')}>
      {steward && datanet.state === 'REGISTERED' && <BuildVersion datanetId={datanet.id} />}
      <Loaded query={versions}>
        {(all) => (all.length === 0 ? <Empty text={steward ? t('versions.emptySteward') : t('versions.empty')} /> : <VersionRows all={all} />)}
      </Loaded>
    </Section>
  );
}

function BuildVersion({ datanetId }: { datanetId: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [note, setNote] = useState('');
  const build = usePost<{ note: string }, Version>(() => `/api/datanets/${datanetId}/versions`);
  const start = () => build.mutate({ note }, { onSuccess: (version) => void navigate({ to: '/versions/$id', params: { id: version.id } }) });
  return (
    <Stack mb="md" gap="xs">
      <Group align="flex-end">
        <TextInput label={t('versions.note')} placeholder={t('versions.notePlaceholder')} value={note} onChange={(e) => setNote(e.currentTarget.value)} style={{ flex: 1 }} data-testid="version-note" />
        <Button onClick={start} loading={build.isPending} data-testid="build-version">
          {t('versions.build')}
        </Button>
      </Group>
      <Text size="xs" c="dimmed">
        {t('versions.help')}
      </Text>
      <FailureBox error={build.error} />
    </Stack>
  );
}

function VersionRows({ all }: { all: Version[] }) {
  const { t, i18n } = useTranslation();
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('versions.version')}</Table.Th>
            <Table.Th>{t('common.state')}</Table.Th>
            <Table.Th>{t('datanets.records')}</Table.Th>
            <Table.Th>{t('versions.root')}</Table.Th>
            <Table.Th>{t('common.created')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {all.map((version) => (
            <Table.Tr key={version.id} data-testid="version-row">
              <Table.Td>
                <LinkText to="/versions/$id" params={{ id: version.id }}>
                  {t('versions.number', { number: version.number })}
                </LinkText>
              </Table.Td>
              <Table.Td>{versionBusy(version) ? <ProgressBar progress={version.progress} label={t(`state.${version.state}`)} /> : <StateBadge state={version.state} />}</Table.Td>
              <Table.Td>{version.recordCount ?? '–'}</Table.Td>
              <Table.Td>
                <HashText value={version.merkleRoot} />
              </Table.Td>
              <Table.Td>{time(version.createdAt, i18n.language)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
