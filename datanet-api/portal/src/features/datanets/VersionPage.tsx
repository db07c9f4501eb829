import { Card, Group } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useDatanet, useLive } from '../../api/hooks';
import type { Version } from '../../api/types';
import { FailureBox } from '../../components/FailureBox';
import { LinkText } from '../../components/links';
import { Facts, HashText, Loaded, Page, ProgressBar, Section, StateBadge } from '../../components/parts';
import { time } from '../../format/show';

const settled = (version: Version) => !version.state.endsWith('ING');

export function VersionPage() {
  const { id } = useParams({ strict: false });
  const version = useLive<Version>(`/api/versions/${id}`, settled);
  return <Loaded query={version}>{(row) => <Shown version={row} />}</Loaded>;
}

function Shown({ version }: { version: Version }) {
  const { t, i18n } = useTranslation();
  const datanet = useDatanet(version.datanetId).data;
  const title = (
    <Group gap="sm">
      {t('versions.number', { number: version.number })} <StateBadge state={version.state} testId="version-state" />
    </Group>
  );
  return (
    <Page title={title} lead={t('versions.pageLead')}>
      {!settled(version) && (
        <Card>
          <ProgressBar progress={version.progress} label={t(`state.${version.state}`)} />
        </Card>
      )}
      {version.state === 'FAILED' && <FailureBox error={new Error(version.failure ?? t('versions.failed'))} />}
      <Section title={t('versions.facts')}>
        <Facts
          rows={[
            [
              'Datanet',
              <LinkText key="d" to="/datanets/$id" params={{ id: version.datanetId }} data-testid="version-datanet">
                {datanet?.name ?? version.datanetId}
              </LinkText>,
            ],
            [t('versions.note'), version.note || '–'],
            [t('datanets.records'), version.recordCount ?? '–'],
            [t('versions.root'), <HashText key="root" value={version.merkleRoot} />],
            [t('versions.index'), <HashText key="index" value={version.indexDigest} />],
            [t('common.transaction'), <HashText key="tx" value={version.txHash} />],
            [t('common.created'), time(version.createdAt, i18n.language)],
          ]}
        />
      </Section>
    </Page>
  );
}
