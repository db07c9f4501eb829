import { Badge, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { InspectedSpan, Inspection } from '../../api/types';
import { LinkText } from '../../components/links';
import { HashText } from '../../components/parts';
import { percent, time } from '../../format/show';
import { acceptances, bitsPerWord, earners } from './explain';

/** Why one span counts as it does, and for whom. */
export function Why({ text, span, inspection }: { text: string; span: InspectedSpan; inspection: Inspection }) {
  const { t, i18n } = useTranslation();
  const { parameters } = inspection.attribution;
  const number = (n: number) => new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 }).format(n);
  const bits = { bits: number(span.weightMillibits / 1000), perWord: number(bitsPerWord(span)) };
  const boilerplate = span.kind === 'BOILERPLATE';
  const hidden = boilerplate ? 0 : span.documents - span.records.length;
  return (
    <aside className="why" aria-live="polite" aria-label={t('inspect.why')} data-testid="inspect-why" data-kind={span.kind}>
      <Stack gap="sm">
        <Text fw={600} size="sm">
          {t('inspect.why')}
        </Text>
        <Text size="sm" component="blockquote" m={0} lineClamp={4} className="quote">
          {text.slice(span.start, span.end)}
        </Text>
        <Text size="sm">{t('inspect.rarity', { ...bits, count: span.words })}</Text>
        {boilerplate ? (
          <Text size="sm">{t('inspect.boilerplate', { count: span.documents, sources: parameters.maxSources, contributors: parameters.maxContributors })}</Text>
        ) : (
          <>
            <Text size="sm">{credited(span)}</Text>
            <Text size="sm">{t('inspect.holders', { count: span.documents })}</Text>
            <Records span={span} inspection={inspection} />
            {hidden > 0 && (
              <Text size="xs" c="dimmed">
                {t('inspect.notListed', { count: hidden })}
              </Text>
            )}
          </>
        )}
        {parameters.contributorCapPpm < 1_000_000 && (
          <Text size="xs" c="dimmed">
            {t('inspect.cap', { cap: percent(parameters.contributorCapPpm, i18n.language) })}
          </Text>
        )}
      </Stack>
    </aside>
  );

  function credited(of: InspectedSpan) {
    if (earners(of).length === 0) return t('inspect.erased');
    if (of.creditedMillibits === 0) return t('inspect.noneCredited', { words: parameters.minWords });
    if (of.creditedMillibits === of.weightMillibits) return t('inspect.allCredited');
    return t('inspect.partCredited', { part: number(of.creditedMillibits / 1000), bits: bits.bits });
  }
}

function Records({ span, inspection }: { span: InspectedSpan; inspection: Inspection }) {
  const { t, i18n } = useTranslation();
  const at = acceptances(inspection);
  const contributions = new Map(inspection.records.map((record) => [record.recordId, record.contributionId]));
  return (
    <ol className="holders">
      {span.records.map((record) => {
        const contribution = contributions.get(record.recordId);
        return (
          <li key={record.recordId} data-testid="inspect-holder" data-contributor={record.contributor} data-credit={record.creditPpm}>
            <Group gap={6}>
              <HashText value={record.contributor} />
              {record.creditPpm > 0 ? <Badge color="teal">{t('inspect.earns', { share: percent(record.creditPpm, i18n.language) })}</Badge> : <Badge color="gray">{t('inspect.later')}</Badge>}
            </Group>
            <Text size="xs" c="dimmed">
              {t('inspect.accepted', { at: time(at(record.recordId).at, i18n.language, 'medium') })}
              {contribution && (
                <>
                  {' · '}
                  <LinkText to="/contributions/$id" params={{ id: contribution }} size="xs" underline="always">
                    {t('inspect.open')}
                  </LinkText>
                </>
              )}
            </Text>
          </li>
        );
      })}
    </ol>
  );
}
