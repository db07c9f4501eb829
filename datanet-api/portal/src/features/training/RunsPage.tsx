import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useGet } from '../../api/hooks';
import type { TrainingRun } from '../../api/types';
import { LinkButton, LinkText } from '../../components/links';
import { Empty, Loaded, Page, ProgressBar, StateBadge } from '../../components/parts';
import { time } from '../../format/show';
import { finished, progressOf } from './runs';

export function RunsPage() {
  const { t, i18n } = useTranslation();
  const runs = useGet<TrainingRun[]>('/api/training-runs', { poll: (rows) => (rows?.some((run) => !finished(run)) ? 2000 : false) });
  const start = (
    <LinkButton to="/training/new" data-testid="new-run">
      {t('training.new')}
    </LinkButton>
  );
  return (
    <Page title={t('nav.training')} lead={t('training.lead')} actions={start}>
      <Loaded query={runs}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty text={t('training.empty')}>{start}</Empty>
          ) : (
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('training.name')}</Table.Th>
                  <Table.Th>{t('common.state')}</Table.Th>
                  <Table.Th>{t('training.loss')}</Table.Th>
                  <Table.Th>{t('training.started')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {rows.map((run) => (
                  <Table.Tr key={run.id} data-testid="run-row">
                    <Table.Td>
                      <LinkText to="/training/$id" params={{ id: run.id }}>
                        {run.name}
                      </LinkText>
                    </Table.Td>
                    <Table.Td>{run.state === 'RUNNING' ? <ProgressBar progress={progressOf(run)} label={t('state.RUNNING')} /> : <StateBadge state={run.state} />}</Table.Td>
                    <Table.Td>{run.loss?.toFixed(3) ?? '–'}</Table.Td>
                    <Table.Td>{time(run.startedAt, i18n.language)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          )
        }
      </Loaded>
    </Page>
  );
}
