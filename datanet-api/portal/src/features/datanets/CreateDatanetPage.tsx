import { Button, Group, MultiSelect, Select, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { usePost } from '../../api/hooks';
import type { Datanet, NewDatanet } from '../../api/types';
import { FailureBox } from '../../components/FailureBox';
import { Page, Section } from '../../components/parts';
import { checkDatanet, EMPTY_FORM, PRESETS, REGIONS, toNewDatanet, TYPES, type DatanetForm, type FormErrors } from './checkDatanet';

export function CreateDatanetPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const create = usePost<NewDatanet, Datanet>(() => '/api/datanets');
  const [form, setForm] = useState<DatanetForm>(EMPTY_FORM);
  const [errors, setErrors] = useState<FormErrors>({});

  const set = (field: keyof DatanetForm, value: string | string[]) => setForm((old) => ({ ...old, [field]: value }));
  const common = (field: keyof DatanetForm) => ({
    label: t(`create.${field}.label`),
    description: t(`create.${field}.help`),
    error: errors[field] && t(`create.error.${errors[field]}`),
    'data-testid': `datanet-${field}`,
  });
  type TextField = Exclude<keyof DatanetForm, 'acceptedTypes' | 'languages'>;
  const text = (field: TextField) => ({
    ...common(field),
    value: form[field],
    onChange: (event: { currentTarget: { value: string } }) => set(field, event.currentTarget.value),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = checkDatanet(form);
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    create.mutate(toNewDatanet(form), { onSuccess: (datanet) => void navigate({ to: '/datanets/$id', params: { id: datanet.id } }) });
  };

  return (
    <Page title={t('datanets.create')} lead={t('create.lead')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="lg">
          <Section title={t('create.about')}>
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              <TextInput withAsterisk {...text('name')} />
              <TextInput withAsterisk {...text('domain')} />
            </SimpleGrid>
            <Textarea withAsterisk autosize minRows={3} mt="md" {...text('description')} />
          </Section>
          <Section title={t('create.rules')}>
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              <MultiSelect {...common('acceptedTypes')} data={TYPES} value={form.acceptedTypes} onChange={(value) => set('acceptedTypes', value)} />
              <MultiSelect {...common('languages')} data={['en', 'es']} value={form.languages} onChange={(value) => set('languages', value)} />
              <TextInput inputMode="decimal" {...text('maxMegabytes')} />
              <TextInput {...text('whitelist')} />
              <Select {...common('region')} data={REGIONS.map((value) => ({ value, label: value === 'ANY' ? t('create.anyRegion') : value }))} value={form.region} allowDeselect={false} onChange={(value) => set('region', value ?? 'ANY')} />
              <Select {...common('privacyPreset')} data={PRESETS} value={form.privacyPreset} allowDeselect={false} onChange={(value) => set('privacyPreset', value ?? 'clinical')} />
            </SimpleGrid>
          </Section>
          <Section title={t('create.money')}>
            <TextInput inputMode="decimal" maw={320} {...text('price')} />
            <SimpleGrid cols={{ base: 2, sm: 4 }} mt="md">
              {(['data', 'model', 'stakers', 'protocol'] as const).map((part) => (
                <TextInput key={part} inputMode="decimal" rightSection="%" {...text(part)} />
              ))}
            </SimpleGrid>
          </Section>
          <FailureBox error={create.error} />
          <Group justify="flex-end">
            <Button type="submit" loading={create.isPending} data-testid="create-datanet">
              {t('create.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Page>
  );
}
