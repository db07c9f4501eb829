import { Card, Group, SimpleGrid, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDatanets, useMe } from '../../api/hooks';
import type { Datanet } from '../../api/types';
import { LinkButton, LinkText } from '../../components/links';
import { Empty, Loaded, Open, Page, StateBadge } from '../../components/parts';

export function DatanetsPage() {
  const { t } = useTranslation();
  const datanets = useDatanets();
  const curator = useMe().data?.roles.includes('curator') ?? false;
  const create = curator && (
    <LinkButton to="/datanets/new" data-testid="new-datanet">
      {t('datanets.create')}
    </LinkButton>
  );
  return (
    <Page title={t('nav.datanets')} lead={t('datanets.lead')} actions={create}>
      <Loaded query={datanets}>
        {(all) =>
          all.length === 0 ? (
            <Empty text={curator ? t('datanets.emptyCurator') : t('datanets.empty')}>{create}</Empty>
          ) : (
            <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
              {all.map((datanet) => (
                <DatanetCard key={datanet.id} datanet={datanet} />
              ))}
            </SimpleGrid>
          )
        }
      </Loaded>
    </Page>
  );
}

function DatanetCard({ datanet }: { datanet: Datanet }) {
  const { t } = useTranslation();
  return (
    <Card data-testid="datanet-card" data-name={datanet.name}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <LinkText to="/datanets/$id" params={{ id: datanet.id }} size="md" fw={620}>
          {datanet.name}
        </LinkText>
        <StateBadge state={datanet.state} />
      </Group>
      <Text size="xs" c="dimmed">
        {datanet.domain} · {datanet.languages.join(', ')} · {datanet.region === 'ANY' ? t('create.anyRegion') : datanet.region}
      </Text>
      <Text size="sm" mt="sm" lineClamp={3} style={{ flex: 1 }}>
        {datanet.description}
      </Text>
      <Group justify="space-between" mt="md">
        <Text size="xs" c="dimmed">
          {t('datanets.counts', { records: datanet.recordCount, people: datanet.contributorCount })}
        </Text>
        <Text size="sm" fw={600}>
          <Open amount={datanet.pricePerThousandTokens} />
        </Text>
      </Group>
    </Card>
  );
}
