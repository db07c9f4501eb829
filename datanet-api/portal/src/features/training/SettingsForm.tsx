import { Checkbox, Collapse, Group, MultiSelect, NumberInput, Select, SimpleGrid, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewTrainingRun } from '../../api/types';

export type Settings = Omit<NewTrainingRun, 'name' | 'datasetVersionIds'>;

const NUMBERS = ['rank', 'alpha', 'epochs', 'learningRate', 'seed', 'batchTokens', 'sequenceLength', 'passTokens', 'warmupShare', 'weightDecay', 'clip'] as const;
const FRACTIONS: Partial<Record<(typeof NUMBERS)[number], number>> = { alpha: 1, learningRate: 0.0001, warmupShare: 0.05, weightDecay: 0.01, clip: 0.1 };
const FLAGS = ['bf16', 'rslora', 'gradients'] as const;
const DECAYS = ['COSINE', 'LINEAR', 'CONSTANT'] as const;
const TARGETS = ['q_proj', 'k_proj', 'v_proj', 'o_proj', 'gate_proj', 'up_proj', 'down_proj'];

interface Props {
  settings: Settings;
  onChange: (next: Settings) => void;
}

/** All that a run can be told; whatever stays empty is chosen by the server. */
export function SettingsForm({ settings, onChange }: Props) {
  const { t } = useTranslation();
  const [own, setOwn] = useState(false);
  const toggle = (auto: boolean) => {
    setOwn(!auto);
    if (auto) onChange({ heldOut: settings.heldOut });
  };
  return (
    <Stack mt="md" gap="md">
      <KeptBack settings={settings} onChange={onChange} />
      <Checkbox label={t('training.auto')} checked={!own} onChange={(e) => toggle(e.currentTarget.checked)} data-testid="run-auto" />
      <Collapse expanded={own}>
        <Stack>
          <Numbers settings={settings} onChange={onChange} />
          <Choices settings={settings} onChange={onChange} />
        </Stack>
      </Collapse>
    </Stack>
  );
}

function Numbers({ settings, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <SimpleGrid cols={{ base: 2, sm: 4 }}>
      {NUMBERS.map((field) => (
        <NumberInput
          key={field}
          label={t(`training.set.${field}`)}
          placeholder={t('training.autoShort')}
          min={0}
          step={FRACTIONS[field] ?? 1}
          decimalScale={FRACTIONS[field] ? 6 : 0}
          value={settings[field] ?? ''}
          onChange={(value) => onChange({ ...settings, [field]: typeof value === 'number' ? value : undefined })}
          data-testid={`run-${field}`}
        />
      ))}
    </SimpleGrid>
  );
}

function Choices({ settings, onChange }: Props) {
  const { t } = useTranslation();
  const decays = DECAYS.map((value) => ({ value, label: t(`training.decay.${value}`) }));
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Select label={t('training.decay.label')} placeholder={t('training.autoShort')} data={decays} value={settings.decay ?? null} onChange={(value) => onChange({ ...settings, decay: value ?? undefined })} clearable data-testid="run-decay" />
        <MultiSelect
          label={t('training.targets')}
          placeholder={settings.targets ? undefined : t('training.targetsAll')}
          data={TARGETS}
          value={settings.targets ?? []}
          onChange={(value) => onChange({ ...settings, targets: value.length ? value : undefined })}
          data-testid="run-targets"
        />
      </SimpleGrid>
      {FLAGS.map((field) => (
        <Checkbox key={field} label={t(`training.${field}`)} checked={settings[field] ?? false} onChange={(e) => onChange({ ...settings, [field]: e.currentTarget.checked || undefined })} data-testid={`run-${field}`} />
      ))}
    </>
  );
}

function KeptBack({ settings, onChange }: Props) {
  const { t } = useTranslation();
  const kept = settings.heldOut;
  const set = (heldOut: Settings['heldOut']) => onChange({ ...settings, heldOut });
  return (
    <div>
      <Checkbox label={t('training.keepBack')} description={t('training.keepBackHelp')} checked={kept !== undefined} onChange={(e) => set(e.currentTarget.checked ? { share: 0.1 } : undefined)} data-testid="run-heldout" />
      {kept && (
        <Group mt="sm" align="flex-end">
          <NumberInput label={t('training.share')} suffix=" %" min={1} max={50} value={Math.round((kept.share ?? 0.1) * 100)} onChange={(value) => set({ ...kept, share: typeof value === 'number' ? value / 100 : 0.1 })} data-testid="run-share" />
          <NumberInput label={t('training.patience')} placeholder={t('training.never')} min={1} value={kept.patience ?? ''} onChange={(value) => set({ ...kept, patience: typeof value === 'number' ? value : undefined })} data-testid="run-patience" />
        </Group>
      )}
    </div>
  );
}
