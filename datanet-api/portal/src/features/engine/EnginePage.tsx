import { Badge, Group, Progress, SimpleGrid, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useGet } from '../../api/hooks';
import type { EngineStatus } from '../../api/types';
import { Empty, HashText, Loaded, Page, Section, Stat } from '../../components/parts';
import { time } from '../../format/show';

const SECOND = 1000;

export function EnginePage() {
  const { t } = useTranslation();
  const status = useGet<EngineStatus>('/api/engine', { poll: () => SECOND });
  return (
    <Page title={t('nav.engine')} lead={t('engine.lead')}>
      <Loaded query={status}>{(now) => <Shown now={now} />}</Loaded>
    </Page>
  );
}

function Shown({ now }: { now: EngineStatus }) {
  const { t, i18n } = useTranslation();
  const whole = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 0 });
  const waiting = Object.values(now.waiting).reduce((sum, n) => sum + n, 0);
  const { work, speed, adapters } = now;
  const read = work.promptTokens + work.cachedTokens;
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }}>
        <Stat label={t('engine.speed')}>{t('engine.tokensPerSecond', { n: whole.format(speed.generatedTokensPerSecond) })}</Stat>
        <Stat label={t('engine.firstToken')}>{speed.firstTokenMillis > 0 ? t('engine.millis', { n: whole.format(speed.firstTokenMillis) }) : '–'}</Stat>
        <Stat label={t('engine.calls')}>
          {now.running.length} · {waiting}
        </Stat>
        <Stat label={t('engine.adapters')}>
          {adapters.inEngine} · {adapters.memory.adapters} · {adapters.disk.adapters}
        </Stat>
      </SimpleGrid>
      <Section title={t('engine.cache')}>
        <CacheBar cache={now.cache} />
        <Text size="sm" c="dimmed" mt="xs">
          {t('engine.reused')}: {whole.format(work.cachedTokens)} / {whole.format(read)}. {t('engine.outcome', { finished: work.finishedCalls, failed: work.failedCalls, refused: work.refusedCalls })}
        </Text>
      </Section>
      <Section title={t('engine.running')}>
        <Running rows={now.running} />
      </Section>
      <Section title={t('engine.resident')}>
        <Resident adapters={adapters} />
      </Section>
    </>
  );
}

function CacheBar({ cache }: { cache: EngineStatus['cache'] }) {
  const { t } = useTranslation();
  const share = (pages: number) => (cache.pages === 0 ? 0 : (100 * pages) / cache.pages);
  const text = t('engine.cacheUse', { held: cache.held, idle: cache.idle, free: cache.free, tokens: cache.pageTokens });
  return (
    <>
      <Progress.Root size="lg" aria-label={text}>
        <Progress.Section value={share(cache.held)} color="indigo" />
        <Progress.Section value={share(cache.idle)} color="teal" />
      </Progress.Root>
      <Text size="sm" mt={6}>
        {text}
      </Text>
    </>
  );
}

function Running({ rows }: { rows: EngineStatus['running'] }) {
  const { t, i18n } = useTranslation();
  const whole = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  if (rows.length === 0) return <Text c="dimmed">{t('engine.idle')}</Text>;
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('engine.model')}</Table.Th>
          <Table.Th>{t('engine.prompt')}</Table.Th>
          <Table.Th>{t('engine.generated')}</Table.Th>
          <Table.Th>{t('engine.speed')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row, i) => (
          <Table.Tr key={i}>
            <Table.Td>{row.model || t('engine.base')}</Table.Td>
            <Table.Td>{row.promptTokens}</Table.Td>
            <Table.Td>{row.generatedTokens}</Table.Td>
            <Table.Td>{t('engine.tokensPerSecond', { n: whole.format(row.tokensPerSecond) })}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Resident({ adapters }: { adapters: EngineStatus['adapters'] }) {
  const { t, i18n } = useTranslation();
  const mebibytes = new Intl.NumberFormat(i18n.language, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 });
  if (adapters.resident.length === 0) return <Empty text={t('engine.none')} />;
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('engine.model')}</Table.Th>
          <Table.Th>{t('training.files')}</Table.Th>
          <Table.Th>{t('engine.size')}</Table.Th>
          <Table.Th>{t('engine.uses')}</Table.Th>
          <Table.Th>{t('engine.lastUse')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {adapters.resident.map((row) => (
          <Table.Tr key={row.content} data-testid="resident-row">
            <Table.Td>
              <Group gap="xs">
                {row.model}
                {row.pinned && <Badge>{t('engine.pinned')}</Badge>}
              </Group>
            </Table.Td>
            <Table.Td>
              <HashText value={row.content} />
            </Table.Td>
            <Table.Td>{mebibytes.format(row.bytes / 1e6)}</Table.Td>
            <Table.Td>{row.uses}</Table.Td>
            <Table.Td>{time(row.lastUse, i18n.language)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
