import { Alert, Box, Button, Card, Checkbox, Group, ScrollArea, Select, Stack, Stepper, Text } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useRef, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useDatanets, useGet } from '../../api/hooks';
import type { Datanet, Term } from '../../api/types';
import { Empty, Loaded, Page, Section } from '../../components/parts';
import { bytes } from '../../format/show';
import { UploadRow } from './UploadRow';

export function UploadPage() {
  const { t } = useTranslation();
  const datanets = useDatanets();
  const terms = useGet<Term[]>('/api/terms');
  return (
    <Page title={t('nav.upload')} lead={t('upload.lead')}>
      <Loaded query={datanets}>
        {(all) => <Loaded query={terms}>{(known) => <Wizard datanets={all.filter((d) => d.state === 'REGISTERED')} terms={known} />}</Loaded>}
      </Loaded>
    </Page>
  );
}

function Wizard({ datanets, terms }: { datanets: Datanet[]; terms: Term[] }) {
  const { t, i18n } = useTranslation();
  const search = useSearch({ strict: false });
  const [chosen, setChosen] = useState(search.datanet ?? datanets[0]?.id ?? null);
  const [agreed, setAgreed] = useState<Record<string, boolean>>({});
  const [files, setFiles] = useState<{ key: number; file: File }[]>([]);
  const next = useRef(0);

  const datanet = datanets.find((d) => d.id === chosen);
  const consent = termFor(terms, 'consent', i18n.language);
  const licence = termFor(terms, 'licence', i18n.language);
  const ready = !!datanet && !!consent && !!licence && !!agreed[consent.hash] && !!agreed[licence.hash];
  const add = (list: FileList | null) => {
    const added = [...(list ?? [])].map((file) => ({ key: next.current++, file }));
    setFiles((old) => [...added, ...old]);
  };

  if (datanets.length === 0) return <Empty text={t('upload.noDatanets')} />;
  const step = !datanet ? 0 : !ready ? 1 : 2;
  return (
    <Stack gap="lg">
      <Stepper active={step} size="sm" allowNextStepsSelect={false} aria-label={t('upload.steps')}>
        <Stepper.Step label={t('upload.step.datanet')} />
        <Stepper.Step label={t('upload.step.terms')} />
        <Stepper.Step label={t('upload.step.files')} />
      </Stepper>
      <Section title={t('upload.step.datanet')}>
        <Select
          label="Datanet"
          data={datanets.map((d) => ({ value: d.id, label: d.name }))}
          value={chosen}
          onChange={setChosen}
          allowDeselect={false}
          maw={420}
          data-testid="upload-datanet"
        />
        {datanet && (
          <Text size="sm" c="dimmed" mt="xs">
            {t('upload.takes', { types: datanet.acceptedTypes.join(', '), languages: datanet.languages.join(', '), size: bytes(datanet.maxFileBytes, i18n.language) })}
          </Text>
        )}
      </Section>
      <Section title={t('upload.step.terms')}>
        <Stack>
          {[consent, licence].map((term) => term && <TermBox key={term.hash} term={term} agreed={!!agreed[term.hash]} onAgree={(yes) => setAgreed((old) => ({ ...old, [term.hash]: yes }))} />)}
          {(!consent || !licence) && <Alert color="red">{t('upload.noTerms')}</Alert>}
        </Stack>
      </Section>
      <Section title={t('upload.step.files')}>
        <DropZone disabled={!ready} onFiles={add} />
        <Stack mt="md" gap="sm">
          {ready && files.map(({ key, file }) => <UploadRow key={key} datanet={datanet} file={file} consentHash={consent.hash} licenceHash={licence.hash} />)}
        </Stack>
      </Section>
    </Stack>
  );
}

function termFor(terms: Term[], kind: Term['kind'], language: string): Term | undefined {
  const same = terms.filter((term) => term.kind === kind);
  return same.find((term) => term.language === language) ?? same.find((term) => term.language === 'en') ?? same[0];
}

function TermBox({ term, agreed, onAgree }: { term: Term; agreed: boolean; onAgree: (yes: boolean) => void }) {
  const { t } = useTranslation();
  return (
    <Box>
      <Text fw={600}>{term.title}</Text>
      <ScrollArea.Autosize mah={150} my={6} type="auto">
        <Text size="sm" c="dimmed" style={{ whiteSpace: 'pre-wrap' }}>
          {term.text}
        </Text>
      </ScrollArea.Autosize>
      <Checkbox checked={agreed} onChange={(e) => onAgree(e.currentTarget.checked)} label={t(`upload.agree.${term.kind}`)} data-testid={`agree-${term.kind}`} />
    </Box>
  );
}

function DropZone({ disabled, onFiles }: { disabled: boolean; onFiles: (files: FileList | null) => void }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!disabled) onFiles(event.dataTransfer.files);
  };
  const drag = (event: DragEvent) => {
    event.preventDefault();
    setOver(!disabled);
  };
  return (
    <Card p={0} withBorder={false}>
      <div className="drop-zone" data-over={over} onDragOver={drag} onDragLeave={() => setOver(false)} onDrop={drop}>
        <Text fw={600}>{disabled ? t('upload.first') : t('upload.drop')}</Text>
        <Text size="sm" c="dimmed" mt={4}>
          {t('upload.private')}
        </Text>
        <Group justify="center" mt="md">
          <Button variant="light" disabled={disabled} onClick={() => input.current?.click()}>
            {t('upload.choose')}
          </Button>
        </Group>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label={t('upload.choose')}
          data-testid="upload-files"
          onChange={(event) => {
            if (!disabled) onFiles(event.currentTarget.files);
            event.currentTarget.value = '';
          }}
        />
      </div>
    </Card>
  );
}
