import { Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../../api/client';
import { useGet } from '../../api/hooks';
import type { Compared, Evaluation, FoundPersonalData, Scores } from '../../api/types';
import { Loaded, Section } from '../../components/parts';
import { count, percent } from '../../format/show';

/** What was measured of a finished run; nothing at all for runs of a time without measurements. */
export function Measured({ id }: { id: string }) {
  const { t } = useTranslation();
  const evaluation = useGet<Evaluation>(`/api/training-runs/${id}/evaluation`);
  if (evaluation.error instanceof Failure && evaluation.error.status === 404) return null;
  return (
    <Section title={t('training.measured')}>
      <Text size="sm" c="dimmed" mb="md">
        {t('training.measuredLead')}
      </Text>
      <Loaded query={evaluation}>{(report) => <Report report={report} />}</Loaded>
    </Section>
  );
}

function Report({ report }: { report: Evaluation }) {
  const { t } = useTranslation();
  const { learnt, heldOut, basePersonalData: before, personalData: after } = report;
  return (
    <>
      <Table.ScrollContainer minWidth={520}>
        <Table data-testid="measured">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('training.measure.what')}</Table.Th>
              <Table.Th>{t('training.measure.base')}</Table.Th>
              <Table.Th>{t('training.measure.adapter')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {heldOut && <Both of={heldOut} perplexity={t('training.measure.perplexityHeldOut', { n: heldOut.texts })} exact={t('training.measure.exactHeldOut', { n: heldOut.texts })} />}
            <Both of={learnt} perplexity={t('training.measure.perplexity', { n: learnt.texts })} exact={t('training.measure.exact', { n: learnt.texts })} />
            <Row name={t('training.measure.personal', { n: after.answers })} base={<Kinds found={before} />} adapter={<Kinds found={after} />} />
            <Row name={t('training.measure.invented')} base={before.invented} adapter={after.invented} />
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Text size="sm" mt="sm">
        {t('training.measure.preferred', { first: report.answers.first, second: report.answers.second, ties: report.answers.ties })}
      </Text>
    </>
  );
}

function Both({ of, perplexity, exact }: { of: Compared; perplexity: string; exact: string }) {
  const { t, i18n } = useTranslation();
  const row = (name: string, value: (scores: Scores) => string) => <Row name={name} base={value(of.base)} adapter={value(of.adapter)} />;
  return (
    <>
      {row(perplexity, (scores) => count(scores.perplexity, i18n.language, 2))}
      {row(exact, (scores) => String(scores.exact))}
      {row(t('training.measure.accuracy'), (scores) => percent(Math.round(scores.tokenAccuracy * 1e4) * 100, i18n.language))}
    </>
  );
}

function Row({ name, base, adapter }: { name: string; base: ReactNode; adapter: ReactNode }) {
  return (
    <Table.Tr>
      <Table.Td>{name}</Table.Td>
      <Table.Td>{base}</Table.Td>
      <Table.Td>{adapter}</Table.Td>
    </Table.Tr>
  );
}

function Kinds({ found }: { found: FoundPersonalData }) {
  const { t } = useTranslation();
  const kinds = Object.entries(found.fromTexts).map(([kind, number]) => `${kind} ${number}`);
  return kinds.length === 0 ? t('training.measure.none') : kinds.join(', ');
}
