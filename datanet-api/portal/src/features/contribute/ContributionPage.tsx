import { Badge, Card, Group, SimpleGrid, Text } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useDatanet, useGet, useLive } from '../../api/hooks';
import type { Contribution, DataRecord } from '../../api/types';
import { LinkText } from '../../components/links';
import { Empty, Facts, HashText, Loaded, Open, Page, ProgressBar, Section, StateBadge } from '../../components/parts';
import { Records } from '../../components/Records';
import { bytes, time } from '../../format/show';
import { Findings } from './Findings';
import { decided, settled } from './rows';

export function ContributionPage() {
  const { id } = useParams({ strict: false });
  const row = useLive<Contribution>(`/api/contributions/${id}`, decided);
  return <Loaded query={row}>{(contribution) => <Shown contribution={contribution} />}</Loaded>;
}

function Shown({ contribution }: { contribution: Contribution }) {
  const { t, i18n } = useTranslation();
  const datanet = useDatanet(contribution.datanetId).data;
  const title = (
    <Group gap="sm">
      {contribution.fileName} <StateBadge state={contribution.state} testId="contribution-state" />
    </Group>
  );
  return (
    <Page title={title} lead={t(`contributions.means.${contribution.state}`)}>
      {!settled(contribution) && (
        <Card>
          <ProgressBar progress={contribution.progress} label={t(`state.${contribution.state}`)} />
        </Card>
      )}
      <Findings contribution={contribution} />
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Section title={t('contributions.facts')}>
          <Facts
            rows={[
              [
                'Datanet',
                <LinkText key="d" to="/datanets/$id" params={{ id: contribution.datanetId }}>
                  {datanet?.name ?? contribution.datanetId}
                </LinkText>,
              ],
              [t('contributions.size'), bytes(contribution.sizeBytes, i18n.language)],
              [t('contributions.type'), [contribution.detectedType, contribution.language].filter(Boolean).join(' · ') || '–'],
              [t('contributions.content'), <HashText key="c" value={contribution.contentHash} />],
              [t('upload.agree.consentShort'), <HashText key="co" value={contribution.consentHash} />],
              [t('upload.agree.licenceShort'), <HashText key="li" value={contribution.licenceHash} />],
              [t('contributions.reviewer'), <HashText key="re" value={contribution.reviewerId} />],
              [t('common.updated'), time(contribution.updatedAt, i18n.language)],
            ]}
          />
        </Section>
        <Section title={t('contributions.outcome')}>
          <Text size="sm" c="dimmed">
            {t('contributions.earned')}
          </Text>
          <Text fw={650} size="xl" mb="md">
            <Open amount={contribution.earned ?? '0'} testId="contribution-earned" />
          </Text>
          <Facts
            rows={[
              [t('contributions.versions'), <Versions key="v" ids={contribution.versions ?? []} />],
              [t('contributions.trainings'), (contribution.trainings ?? []).length],
            ]}
          />
          <PrivacyReport report={contribution.privacyReport} />
        </Section>
      </SimpleGrid>
      <RecordSection contribution={contribution} />
    </Page>
  );
}

function Versions({ ids }: { ids: string[] }) {
  if (ids.length === 0) return '0';
  return (
    <Group gap="xs">
      {ids.map((id) => (
        <LinkText key={id} to="/versions/$id" params={{ id }} className="mono">
          {id.slice(0, 8)}
        </LinkText>
      ))}
    </Group>
  );
}

function PrivacyReport({ report }: { report: Contribution['privacyReport'] }) {
  const { t } = useTranslation();
  if (!report) return null;
  const found = Object.entries(report.found ?? {});
  return (
    <>
      <Text size="sm" fw={600} mt="lg" mb={6}>
        {t('contributions.privacy')}
      </Text>
      <Group gap={6} data-testid="privacy-report">
        {found.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('contributions.nothingFound')}
          </Text>
        )}
        {found.map(([type, count]) => (
          <Badge key={type} color="indigo">
            {type} × {count}
          </Badge>
        ))}
        <Badge color={report.residual === 0 ? 'teal' : 'red'}>{t('contributions.residual', { number: report.residual })}</Badge>
      </Group>
    </>
  );
}

function RecordSection({ contribution }: { contribution: Contribution }) {
  const { t } = useTranslation();
  const ready = settled(contribution) && (contribution.recordCount ?? 0) > 0;
  const records = useGet<DataRecord[]>(`/api/contributions/${contribution.id}/records`, { enabled: ready });
  if (!ready) return null;
  return (
    <Section title={t('records.title')}>
      <Text size="sm" c="dimmed" mb="sm">
        {t('records.help')}
      </Text>
      <Loaded query={records}>{(rows) => (rows.length === 0 ? <Empty text={t('records.empty')} /> : <Records records={rows} />)}</Loaded>
    </Section>
  );
}
