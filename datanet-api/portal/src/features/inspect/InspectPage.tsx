import { Button, Card, Group, Select, SimpleGrid, Stack, Text, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useDeferredValue, useRef, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure, post } from '../../api/client';
import { useDatanets, useMe, useVersions } from '../../api/hooks';
import type { Datanet, Inspection } from '../../api/types';
import { FailureBox } from '../../components/FailureBox';
import { LinkButton } from '../../components/links';
import { Empty, Loaded, Page, ProgressBar, Section } from '../../components/parts';
import { countWords } from './explain';
import { Result } from './Result';
import { MOST_CHARACTERS, readTextFile } from './textFile';

interface Question {
  datanetId?: string;
  datasetVersionIds?: string[];
  text: string;
}

export function InspectPage() {
  const { t } = useTranslation();
  const datanets = useDatanets();
  return (
    <Page title={t('nav.inspector')} lead={t('inspect.lead')}>
      <Loaded query={datanets}>
        {(all) => {
          const registered = all.filter((datanet) => datanet.state === 'REGISTERED');
          return registered.length === 0 ? <Empty text={t('inspect.noDatanets')} /> : <Inspector datanets={registered} />;
        }}
      </Loaded>
    </Page>
  );
}

const NEWEST = '';

function Inspector({ datanets }: { datanets: Datanet[] }) {
  const { t, i18n } = useTranslation();
  const search = useSearch({ strict: false });
  const [datanet, setDatanet] = useState(search.datanet ?? datanets[0]?.id ?? '');
  const [version, setVersion] = useState(NEWEST);
  const [text, setText] = useState('');
  const versions = (useVersions(datanet).data ?? []).filter((row) => row.state === 'REGISTERED');
  const inspect = useMutation<Inspection, Error, Question>({ mutationFn: (question) => post<Inspection>('/api/inspections', question) });
  const run = () => inspect.mutate({ text, ...(version === NEWEST ? { datanetId: datanet } : { datasetVersionIds: [version] }) });
  const choose = (id: string | null) => {
    setDatanet(id ?? datanet);
    setVersion(NEWEST);
  };
  const ready = versions.length > 0 && text.trim() !== '' && text.length <= MOST_CHARACTERS;
  const number = (row: { number: number }) => t('versions.number', { number: row.number });

  return (
    <Stack gap="lg">
      <Section title={t('inspect.text')}>
        <Stack>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <Select label="Datanet" data={datanets.map((d) => ({ value: d.id, label: d.name }))} value={datanet} onChange={choose} allowDeselect={false} data-testid="inspect-datanet" />
            <Select
              label={t('versions.version')}
              data={[{ value: NEWEST, label: t('inspect.newest', { version: versions[0] ? number(versions[0]) : '–' }) }, ...versions.map((row) => ({ value: row.id, label: number(row) }))]}
              value={version}
              onChange={(id) => setVersion(id ?? NEWEST)}
              allowDeselect={false}
              description={versions.length === 0 ? t('training.noVersions') : undefined}
              data-testid="inspect-version"
            />
          </SimpleGrid>
          <TextBox text={text} onText={setText} onSubmit={() => ready && run()} />
          <Group justify="flex-end">
            <Button onClick={run} disabled={!ready} loading={inspect.isPending} data-testid="inspect-run">
              {t('inspect.run')}
            </Button>
          </Group>
        </Stack>
      </Section>
      {inspect.isPending && (
        <Card>
          <ProgressBar label={t('inspect.running', { characters: new Intl.NumberFormat(i18n.language).format(text.length) })} />
        </Card>
      )}
      {inspect.isError && <Refused error={inspect.error} datanet={datanet} onRetry={run} />}
      {inspect.isSuccess && <Result key={inspect.submittedAt} text={inspect.variables.text} inspection={inspect.data} at={inspect.submittedAt} />}
    </Stack>
  );
}

function Refused({ error, datanet, onRetry }: { error: Error; datanet: string; onRetry: () => void }) {
  const { t } = useTranslation();
  const builder = useMe().data?.roles.includes('model-builder') ?? false;
  const denied = error instanceof Failure && error.status === 403;
  return (
    <Stack gap="sm">
      <FailureBox error={error} onRetry={denied ? undefined : onRetry} />
      {denied && builder && (
        <Group>
          <LinkButton to="/access" search={{ datanet, purpose: 'query' }} variant="light" data-testid="inspect-licence">
            {t('inspect.licence')}
          </LinkButton>
        </Group>
      )}
    </Stack>
  );
}

function TextBox({ text, onText, onSubmit }: { text: string; onText: (text: string) => void; onSubmit: () => void }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [problem, setProblem] = useState<'tooLarge' | 'notText'>();
  const take = async (file: File | undefined) => {
    if (!file) return;
    const read = await readTextFile(file);
    setProblem('problem' in read ? read.problem : undefined);
    if ('text' in read) onText(read.text);
  };
  const drop = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(false);
    if (event.type === 'drop') void take(event.dataTransfer.files[0]);
    else setOver(event.type === 'dragover');
  };
  const tooLong = text.length > MOST_CHARACTERS ? t('inspect.tooLong') : undefined;
  return (
    <Stack gap={6}>
      <Textarea
        label={t('inspect.paste')}
        description={t('inspect.pasteHelp')}
        autosize
        minRows={6}
        maxRows={16}
        value={text}
        onChange={(event) => {
          setProblem(undefined);
          onText(event.currentTarget.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSubmit();
        }}
        onDragOver={drop}
        onDragLeave={drop}
        onDrop={drop}
        error={problem ? t(`inspect.file.${problem}`) : tooLong}
        data-over={over}
        className="text-drop"
        data-testid="inspect-text"
      />
      <Group justify="space-between">
        <Counts text={text} />
        <Button variant="light" size="xs" onClick={() => input.current?.click()}>
          {t('inspect.choose')}
        </Button>
        <input
          ref={input}
          type="file"
          accept=".txt,text/plain"
          hidden
          aria-label={t('inspect.choose')}
          data-testid="inspect-file"
          onChange={(event) => {
            void take(event.currentTarget.files?.[0]);
            event.currentTarget.value = '';
          }}
        />
      </Group>
    </Stack>
  );
}

function Counts({ text }: { text: string }) {
  const { t, i18n } = useTranslation();
  const words = countWords(useDeferredValue(text.slice(0, MOST_CHARACTERS)));
  const number = (n: number) => new Intl.NumberFormat(i18n.language).format(n);
  return (
    <Text size="sm" c="dimmed" data-testid="inspect-counts">
      {t('inspect.counts', { characters: number(text.length), words: number(words), most: number(MOST_CHARACTERS) })}
    </Text>
  );
}
