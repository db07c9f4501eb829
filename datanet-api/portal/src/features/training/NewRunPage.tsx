import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDatanets, useGet, usePost, useVersions } from '../../api/hooks';
import type { AccessRequest, BaseModel, Datanet, NewTrainingRun, TrainingRun } from '../../api/types';
import { FailureBox } from '../../components/FailureBox';
import { LinkButton } from '../../components/links';
import { Empty, Loaded, Page, Section, StateBadge } from '../../components/parts';
import { count } from '../../format/show';
import { EstimateBox } from './EstimateBox';
import { type Settings, SettingsForm } from './SettingsForm';

export function NewRunPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const datanets = useDatanets();
  const [name, setName] = useState('');
  const [versions, setVersions] = useState<string[]>([]);
  const [settings, setSettings] = useState<Settings>({});
  const start = usePost<NewTrainingRun, TrainingRun>(() => '/api/training-runs');
  const toggle = (id: string, on: boolean) => setVersions((old) => (on ? [...old, id] : old.filter((other) => other !== id)));
  const request = { name: name.trim(), datasetVersionIds: versions, ...settings };
  const submit = () => start.mutate(request, { onSuccess: (run) => void navigate({ to: '/training/$id', params: { id: run.id } }) });
  return (
    <Page title={t('training.new')} lead={t('training.newLead')}>
      <Base />
      <Section title={t('training.data')}>
        <Text size="sm" c="dimmed" mb="md">
          {t('training.dataHelp')}
        </Text>
        <Loaded query={datanets}>{(all) => <DataMix datanets={all} chosen={versions} onToggle={toggle} />}</Loaded>
      </Section>
      <Section title={t('training.settings')}>
        <TextInput label={t('training.name')} description={t('training.nameHelp')} maw={420} value={name} onChange={(e) => setName(e.currentTarget.value)} data-testid="run-name" />
        <SettingsForm settings={settings} onChange={setSettings} />
      </Section>
      <EstimateBox request={request} />
      <FailureBox error={start.error} />
      <Group justify="flex-end">
        <Button onClick={submit} disabled={!name.trim() || versions.length === 0} loading={start.isPending} data-testid="start-run">
          {t('training.start')}
        </Button>
      </Group>
    </Page>
  );
}

/** What every adapter stands on, and under which licence. */
function Base() {
  const { t, i18n } = useTranslation();
  const base = useGet<BaseModel>('/api/base-model');
  const number = (n: number) => count(n, i18n.language);
  return (
    <Section title={t('training.base')}>
      <Loaded query={base}>
        {(model) => (
          <div data-testid="base-model">
            <Text fw={600}>{t('training.baseModel', { name: model.name, parameters: number(model.parameters), window: number(model.contextTokens) })}</Text>
            <Text size="sm">{t('training.licence', { licence: model.licence })}</Text>
            <Text size="sm" c="dimmed" mt={4}>
              {t('training.whatOut')}
            </Text>
          </div>
        )}
      </Loaded>
    </Section>
  );
}

interface MixProps {
  chosen: string[];
  onToggle: (id: string, on: boolean) => void;
}

function DataMix({ datanets, ...mix }: MixProps & { datanets: Datanet[] }) {
  const { t } = useTranslation();
  const grants = useGet<AccessRequest[]>('/api/access-requests');
  if (datanets.length === 0) return <Empty text={t('datanets.empty')} />;
  const licensed = (datanet: Datanet) => grants.data?.find((g) => g.datanetId === datanet.id && g.purpose === 'train' && g.state === 'GRANTED');
  return (
    <Stack gap="md">
      {datanets.map((datanet) => (
        <VersionChoice key={datanet.id} datanet={datanet} licensed={!!licensed(datanet)} {...mix} />
      ))}
    </Stack>
  );
}

/** The registered versions of one Datanet; they can be chosen when a training licence is in force. */
function VersionChoice({ datanet, licensed, chosen, onToggle }: MixProps & { datanet: Datanet; licensed: boolean }) {
  const { t } = useTranslation();
  const versions = (useVersions(datanet.id).data ?? []).filter((version) => version.state === 'REGISTERED');
  return (
    <div>
      <Group gap="sm" mb={6}>
        <Text fw={600}>{datanet.name}</Text>
        {licensed ? <StateBadge state="GRANTED" /> : (
          <LinkButton size="compact-xs" variant="light" to="/access" search={{ datanet: datanet.id }}>
            {t('training.needLicence')}
          </LinkButton>
        )}
      </Group>
      {versions.length === 0 && <Text size="sm" c="dimmed">{t('training.noVersions')}</Text>}
      {versions.map((version) => (
        <Checkbox
          key={version.id}
          my={4}
          disabled={!licensed}
          label={t('training.versionLabel', { number: version.number, records: version.recordCount ?? 0 })}
          checked={chosen.includes(version.id)}
          onChange={(e) => onToggle(version.id, e.currentTarget.checked)}
          data-testid="run-version"
          data-datanet={datanet.name}
        />
      ))}
    </div>
  );
}
