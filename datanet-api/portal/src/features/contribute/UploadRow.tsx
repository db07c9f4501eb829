import { Button, Card, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../../api/client';
import { useLive } from '../../api/hooks';
import type { Contribution, Datanet } from '../../api/types';
import { FailureBox } from '../../components/FailureBox';
import { LinkText } from '../../components/links';
import { ProgressBar, StateBadge } from '../../components/parts';
import { bytes } from '../../format/show';
import { Findings } from './Findings';
import { settled } from './rows';
import { upload } from './upload';

interface Props {
  datanet: Datanet;
  file: File;
  consentHash: string;
  licenceHash: string;
}

/** One file on its way: sent part by part, then followed through checks and anonymisation. */
export function UploadRow({ datanet, file, consentHash, licenceHash }: Props) {
  const { t, i18n } = useTranslation();
  const cache = useQueryClient();
  const [sent, setSent] = useState(0);
  const started = useRef(false);
  const sending = useMutation({
    mutationFn: () => {
      if (file.size > datanet.maxFileBytes) throw new Failure(413, t('upload.tooLarge', { size: bytes(datanet.maxFileBytes, i18n.language) }));
      return upload({ datanetId: datanet.id, file, consentHash, licenceHash }, setSent);
    },
    onSuccess: () => cache.invalidateQueries({ queryKey: ['/api/contributions'] }),
  });
  const { mutate } = sending;
  useEffect(() => {
    if (started.current) return;
    started.current = true;
    mutate();
  }, [mutate]);

  return (
    <Card padding="md" data-testid="upload-row" data-file={file.name}>
      <Group justify="space-between" mb={6}>
        <Text fw={600} size="sm">
          {file.name}{' '}
          <Text span c="dimmed" size="sm">
            {bytes(file.size, i18n.language)}
          </Text>
        </Text>
      </Group>
      {sending.isPending && <ProgressBar progress={{ done: sent, total: file.size, unit: 'B' }} label={t('upload.sending')} />}
      {sending.error && (
        <>
          <FailureBox error={sending.error} />
          <Button size="xs" variant="light" mt="xs" onClick={() => mutate()}>
            {t('failure.retry')}
          </Button>
        </>
      )}
      {sending.data && <LiveRow id={sending.data.id} />}
    </Card>
  );
}

function LiveRow({ id }: { id: string }) {
  const { t } = useTranslation();
  const row = useLive<Contribution>(`/api/contributions/${id}`, settled).data;
  if (!row) return null;
  return (
    <>
      <Group justify="space-between">
        <StateBadge state={row.state} testId="upload-state" />
        <LinkText to="/contributions/$id" params={{ id }} data-testid="upload-open">
          {t('upload.open')}
        </LinkText>
      </Group>
      {!settled(row) && <ProgressBar progress={row.progress} label={t(`state.${row.state}`)} />}
      <Findings contribution={row} />
    </>
  );
}
