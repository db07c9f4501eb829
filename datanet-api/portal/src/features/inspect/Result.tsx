import { Badge, Box, Group, Stack, Text } from '@mantine/core';
import { memo, useMemo, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { InspectedSpan, Inspection } from '../../api/types';
import { LinkText } from '../../components/links';
import { Empty, Facts, HashText, Section } from '../../components/parts';
import { time } from '../../format/show';
import { bitsPerWord, look, pieces, STEPS } from './explain';
import { Shares } from './Shares';
import { Why } from './Why';

/** Whose words a text repeats: the text with its spans, why each counts as it does, and what everybody gets. */
export const Result = memo(function Result({ text, inspection, at }: { text: string; inspection: Inspection; at: number }) {
  const { t } = useTranslation();
  const { spans, parameters } = inspection.attribution;
  return (
    <Stack gap="lg" data-testid="inspection">
      {spans.length === 0 ? <Empty text={t('inspect.nothing', { words: parameters.minWords, bits: parameters.minMillibits / 1000 })} /> : <Marked text={text} inspection={inspection} />}
      <Shares inspection={inspection} />
      <Source inspection={inspection} at={at} />
      <Text size="sm" c="dimmed">
        {t('inspect.limits')}
      </Text>
    </Stack>
  );
});

function Marked({ text, inspection }: { text: string; inspection: Inspection }) {
  const { t } = useTranslation();
  const { spans } = inspection.attribution;
  const cut = useMemo(() => pieces(text, inspection), [text, inspection]);
  const [chosen, setChosen] = useState(() => cut.find((piece) => piece.span !== undefined)?.span ?? 0);
  return (
    <Section title={t('inspect.marked')} actions={<Badge color="gray">{t('chat.notCause')}</Badge>}>
      <Legend />
      <div className="inspected">
        <Box className="record-text inspected-text" role="region" aria-label={t('inspect.marked')} tabIndex={0}>
          {cut.map((piece, i) =>
            piece.span === undefined ? (
              piece.text
            ) : (
              <Mark key={i} text={piece.text} index={piece.span} span={spans[piece.span] as InspectedSpan} chosen={piece.span === chosen} onChoose={setChosen} />
            ),
          )}
        </Box>
        <Why text={text} span={spans[chosen] as InspectedSpan} inspection={inspection} />
      </div>
    </Section>
  );
}

interface MarkProps {
  text: string;
  index: number;
  span: InspectedSpan;
  chosen: boolean;
  onChoose: (index: number) => void;
}

/** There may be thousands: only those that change are drawn again. */
const Mark = memo(function Mark({ text, index, span, chosen, onChoose }: MarkProps) {
  const { t, i18n } = useTranslation();
  const choose = () => onChoose(index);
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    choose();
  };
  const perWord = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 }).format(bitsPerWord(span));
  const what = span.kind === 'BOILERPLATE' ? t('inspect.setPhrase') : t('inspect.perWord', { bits: perWord });
  const where = span.kind === 'BOILERPLATE' ? t('inspect.occurs', { count: span.documents }) : t('inspect.standsIn', { count: span.documents });
  return (
    <mark
      className={`found ${look(span)}`}
      role="button"
      tabIndex={0}
      aria-pressed={chosen}
      title={[what, t('inspect.words', { count: span.words }), where].join(' · ')}
      onClick={choose}
      onFocus={choose}
      onKeyDown={key}
      data-testid="inspect-span"
      data-look={look(span)}
    >
      {text}
    </mark>
  );
});

/** What the colours and lines mean. */
function Legend() {
  const { t } = useTranslation();
  const range = (i: number) => (i === 0 ? `< ${STEPS[0]}` : i === STEPS.length ? `≥ ${STEPS.at(-1)}` : `${STEPS[i - 1]}–${STEPS[i]}`);
  return (
    <Group gap="md" mb="md" component="ul" className="legend" aria-label={t('inspect.legend')}>
      <li>
        {t('inspect.bitsPerWord')}{' '}
        {[0, ...STEPS].map((_, i) => (
          <span key={i} className={`found rare-${i + 1}`}>
            {range(i)}
          </span>
        ))}
      </li>
      <li>
        <span className="found boilerplate">{t('inspect.setPhrase')}</span>
      </li>
      <li>
        <span className="found uncredited">{t('inspect.uncredited')}</span>
      </li>
      <li>{t('inspect.plain')}</li>
    </Group>
  );
}

/** Where the numbers come from. */
function Source({ inspection, at }: { inspection: Inspection; at: number }) {
  const { t, i18n } = useTranslation();
  const { attribution, versions, milliseconds } = inspection;
  const { parameters } = attribution;
  const number = (n: number) => new Intl.NumberFormat(i18n.language).format(n);
  return (
    <Section title={t('inspect.source')}>
      <Facts
        rows={[
          ...versions.flatMap((version): [string, React.ReactNode][] => [
            [
              t('chat.version'),
              <LinkText key={version.id} to="/versions/$id" params={{ id: version.id }}>
                {t('training.versionLabel', { number: version.number, records: number(version.recordCount ?? 0) })}
              </LinkText>,
            ],
            [t('versions.index'), <HashText key="index" value={version.indexDigest} />],
          ]),
          [t('inspect.method'), `${attribution.method}: ${t('inspect.parameters', { ...parameters, bits: parameters.minMillibits / 1000, cap: parameters.contributorCapPpm / 10_000 })}`],
          [t('common.asOf'), `${time(new Date(at).toISOString(), i18n.language)} · ${t('inspect.took', { milliseconds: number(milliseconds) })}`],
        ]}
      />
    </Section>
  );
}
