import { Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { download } from '../../api/client';
import type { TrainingRun } from '../../api/types';
import { FailureBox } from '../../components/FailureBox';

/** The two records of a finished run: how it went, and what its adapter is made of. */
export function Downloads({ run }: { run: TrainingRun }) {
  const { t } = useTranslation();
  const save = useMutation({ mutationFn: ({ path, name }: { path: string; name: string }) => download(`/api/training-runs/${run.id}/${path}`, name) });
  const file = (path: string, name: string, label: string) => (
    <Button size="compact-sm" variant="default" onClick={() => save.mutate({ path, name })} data-testid={`download-${path}`}>
      {label}
    </Button>
  );
  return (
    <Group gap="xs">
      <FailureBox error={save.error} />
      {file('manifest', `${run.name}.training.json`, t('training.manifest'))}
      {file('bill-of-materials', `${run.name}.bom.cdx.json`, t('training.bill'))}
    </Group>
  );
}
